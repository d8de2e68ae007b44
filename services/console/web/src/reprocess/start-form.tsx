import type { ReprocessFilter, ReprocessRun } from '@nianbao/contracts';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

/** Those whose work is done anew: the bytes and the publishing stay. */
const notRead = new Set(['intake', 'publish']);

/** Which reports are read anew, and the start of it. */
export function StartForm({ onStarted }: { onStarted(run: ReprocessRun): void }) {
  const t = useTexts();
  const local = useLocal();
  const { stages, profiles } = useConfig();
  const { act, busy } = useAction();
  async function start(values: Partial<Record<keyof ReprocessFilter, unknown>>) {
    const json = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    const said = ({ documents }: ReprocessRun) => t.reprocess.started(documents);
    const run = await act<ReprocessRun>('/api/reprocess', { json, said });
    if (run) onStarted(run);
  }
  const readers = stages.filter(({ name }) => !notRead.has(name));
  return (
    <Form layout="vertical" className="filters" onFinish={(values: object) => void start(values)}>
      <Form.Item name="place" label={t.reprocess.place}>
        <Input allowClear maxLength={200} />
      </Form.Item>
      <Form.Item name="year" label={t.reprocess.year}>
        <InputNumber min={1949} max={2200} precision={0} />
      </Form.Item>
      <Form.Item name="batch" label={t.reprocess.batch}>
        <Input allowClear maxLength={120} />
      </Form.Item>
      <Form.Item name="profile" label={t.reprocess.profile}>
        <Select
          allowClear
          options={profiles.map(({ key, label }) => ({ value: key, label: local(label) }))}
          popupMatchSelectWidth={false}
        />
      </Form.Item>
      <Form.Item name="stage" className="filter-wide" label={t.reprocess.stage}>
        <Select
          allowClear
          placeholder={t.reprocess.anyStage}
          options={readers.map(({ name, title }) => ({ value: name, label: local(title) }))}
          popupMatchSelectWidth={false}
        />
      </Form.Item>
      <Form.Item name="all" className="filter-wide" valuePropName="checked" label=" " colon={false}>
        <Checkbox>{t.reprocess.all}</Checkbox>
      </Form.Item>
      <div className="filter-actions">
        <RoleButton type="primary" htmlType="submit" loading={busy}>
          {t.reprocess.start}
        </RoleButton>
      </div>
    </Form>
  );
}
