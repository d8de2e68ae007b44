import type { CreateSubscription, SubscriptionFilter } from '@nianbao/contracts';
import { findingNames } from '@nianbao/contracts/finding-names';
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

type Values = Pick<CreateSubscription, 'name' | 'payload'> &
  SubscriptionFilter & { kind: 'queue' | 'webhook'; queue?: string; url?: string };

const kinds = ['webhook', 'queue'] as const;
const payloads = ['full', 'reference'] as const;
const events = ['report.published', 'report.revised', 'report.failed'] as const;
const namePattern = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** Where results go, which of them, and how much of each. */
export function SubscriptionForm({
  busy,
  onSubmit,
}: {
  busy: boolean;
  onSubmit(wanted: CreateSubscription): void;
}) {
  const t = useTexts();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form) ?? 'webhook';
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{ kind: 'webhook', payload: 'full' }}
      onFinish={(values) => onSubmit(wantedOf(values))}
    >
      <Form.Item
        name="name"
        label={t.subscriptions.name}
        extra={t.subscriptions.nameHint}
        rules={[{ required: true, pattern: namePattern, message: t.subscriptions.nameHint }]}
      >
        <Input maxLength={50} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t.subscriptions.target}>
        <Radio.Group options={kinds.map((value) => ({ value, label: t.subscriptions.targets[value] }))} />
      </Form.Item>
      {kind === 'webhook' ? (
        <Form.Item
          name="url"
          label={t.subscriptions.url}
          extra={t.subscriptions.urlHint}
          rules={[{ required: true, type: 'url' }]}
        >
          <Input maxLength={2000} placeholder="https://" autoComplete="off" />
        </Form.Item>
      ) : (
        <Form.Item
          name="queue"
          label={t.subscriptions.queue}
          extra={t.subscriptions.queueHint}
          rules={[{ required: true, pattern: /^[a-z0-9-]{1,60}$/ }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="payload" label={t.subscriptions.payload}>
        <Radio.Group options={payloads.map((value) => ({ value, label: t.subscriptions.payloads[value] }))} />
      </Form.Item>
      <Conditions />
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t.subscriptions.create}
      </Button>
    </Form>
  );
}

function Conditions() {
  const t = useTexts();
  const local = useLocal();
  const { profiles, findingCodes } = useConfig();
  const choices = [
    { name: 'events', options: events.map((value) => ({ value, label: t.subscriptions.eventNames[value] })) },
    { name: 'profiles', options: profiles.map(({ key, label }) => ({ value: key, label: local(label) })) },
    {
      name: 'findings',
      options: findingCodes.map((value) => ({ value, label: local(findingNames[value]) })),
    },
  ] as const;
  return (
    <>
      <Form.Item name="place" label={t.subscriptions.place}>
        <Input maxLength={200} allowClear />
      </Form.Item>
      <div className="year-range">
        {(['yearFrom', 'yearTo'] as const).map((name) => (
          <Form.Item key={name} name={name} label={t.subscriptions[name]}>
            <InputNumber min={1949} max={2200} precision={0} />
          </Form.Item>
        ))}
      </div>
      {choices.map(({ name, options }) => (
        <Form.Item key={name} name={name} label={t.subscriptions[name]}>
          <Select mode="multiple" allowClear options={[...options]} />
        </Form.Item>
      ))}
    </>
  );
}

function wantedOf({ name, payload, kind, queue = '', url = '', ...conditions }: Values): CreateSubscription {
  const given = Object.entries(conditions).filter(
    ([, value]) => value !== undefined && value !== null && value !== '' && !isEmptyList(value),
  );
  return {
    name,
    payload,
    target: kind === 'queue' ? { kind, queue } : { kind, url: url.trim() },
    filter: Object.fromEntries(given) as SubscriptionFilter,
  };
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
