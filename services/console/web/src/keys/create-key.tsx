import type { CreatedKey, CreateKeyRequest, Role } from '@nianbao/contracts';
import { roles } from '@nianbao/contracts/roles';
import { Alert, Button, Form, Input, Modal, Radio, Select, Typography } from 'antd';
import { useState } from 'react';
import { useAction } from '../parts/use-action.ts';
import { useTexts } from '../settings.tsx';

interface Values {
  name: string;
  role: Role;
  days: number;
}

const dayMs = 86_400_000;
const lifetimes = [0, 7, 30, 90, 365];

/** Asks for the new key's name, role and life, then shows the key this once. */
export function CreateKey({ onCreated, onClose }: { onCreated(): void; onClose(): void }) {
  const t = useTexts();
  const { act, busy } = useAction(onCreated);
  const [open, setOpen] = useState(true);
  const [created, setCreated] = useState<CreatedKey | null>(null);
  async function create({ name, role, days }: Values) {
    const json: CreateKeyRequest = {
      name: name.trim(),
      role,
      ...(days > 0 && { expiresAt: new Date(Date.now() + days * dayMs).toISOString() }),
    };
    setCreated(await act<CreatedKey>('/api/keys', { json, said: ({ key }) => t.keys.createdSaid(key.name) }));
  }
  return (
    <Modal
      open={open}
      title={created === null ? t.keys.create : t.keys.createdTitle(created.key.name)}
      onCancel={() => setOpen(false)}
      afterClose={onClose}
      mask={{ closable: false }}
      footer={
        created && (
          <Button type="primary" onClick={() => setOpen(false)}>
            {t.keys.kept}
          </Button>
        )
      }
    >
      {created === null ? (
        <KeyForm busy={busy} onSubmit={(values) => void create(values)} />
      ) : (
        <>
          <Alert type="warning" showIcon title={t.keys.once} />
          <Typography.Paragraph copyable={{ text: created.secret, tooltips: [t.keys.copy, t.keys.copied] }}>
            <code className="secret">{created.secret}</code>
          </Typography.Paragraph>
        </>
      )}
    </Modal>
  );
}

function KeyForm({ busy, onSubmit }: { busy: boolean; onSubmit(values: Values): void }) {
  const t = useTexts();
  return (
    <Form<Values> layout="vertical" initialValues={{ role: 'reader', days: 0 }} onFinish={onSubmit}>
      <Form.Item
        name="name"
        label={t.keys.name}
        extra={t.keys.nameHint}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input maxLength={100} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t.keys.role}>
        <Radio.Group
          className="role-choice"
          options={roles.map((role) => ({
            value: role,
            label: (
              <>
                {t.access.roles[role]} <span className="quiet">{t.access.roleHints[role]}</span>
              </>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item name="days" label={t.keys.expires}>
        <Select options={lifetimes.map((days) => ({ value: days, label: t.keys.days(days) }))} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy} block>
        {t.keys.create}
      </Button>
    </Form>
  );
}
