import { Button, Form, Input, Select } from 'antd';
import { address } from '../api/call-api.ts';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

interface Values {
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}

/** Days as the browser counts them; the API takes instants. The address keeps what the API is asked. */
export function AuditFilters({ operations }: { operations: ReadonlyMap<string, string> }) {
  const t = useTexts();
  const { search, go } = usePlace();
  const apply = ({ actor, action, from, to }: Values) =>
    go(address('/audit', { actor: actor?.trim(), action, from: from && startOf(from), to: to && endOf(to) }));
  const initial: Values = {
    actor: search.get('actor') ?? '',
    from: dayOf(search.get('from')),
    to: dayOf(search.get('to'), -1),
    ...(search.get('action') && { action: search.get('action') ?? '' }),
  };
  return (
    <Form<Values>
      layout="vertical"
      className="filters"
      key={search.toString()}
      initialValues={initial}
      onFinish={apply}
    >
      <Form.Item name="actor" label={t.audit.actor}>
        <Input placeholder={t.audit.actorHint} maxLength={200} allowClear />
      </Form.Item>
      <Form.Item name="action" label={t.audit.action}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.audit.anyAction}
          popupMatchSelectWidth={false}
          options={[...operations].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="from" label={t.audit.from}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t.audit.to}>
        <Input type="date" />
      </Form.Item>
      <div className="filter-actions">
        <Button type="primary" htmlType="submit">
          {t.audit.apply}
        </Button>
        <Button onClick={() => go('/audit')}>{t.audit.clear}</Button>
      </div>
    </Form>
  );
}

const startOf = (day: string) => new Date(`${day}T00:00`).toISOString();

/** The begin of the next day: the API leaves that instant out. */
function endOf(day: string): string {
  const end = new Date(`${day}T00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** `2026-11-22` of an instant, `offset` days on. */
function dayOf(instant: string | null, offset = 0): string {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '';
  const day = new Date(instant);
  day.setDate(day.getDate() + offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
