import type { ApiKey, ApiKeysResponse } from '@nianbao/contracts';
import { Button, Card, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { CreateKey } from '../keys/create-key.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { formatTime } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { useAction } from '../parts/use-action.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useSettings } from '../settings.tsx';

/** The keys of people and programs. */
export default function KeysPage() {
  const { t, language } = useSettings();
  const { data, problem, reload } = useAnswer<ApiKeysResponse>('/api/keys');
  const { act } = useAction(reload);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [creating, setCreating] = useState(false);
  const time = (at: string | null) => (at === null ? '—' : formatTime(at, language));
  const columns: TableColumnsType<ApiKey> = [
    {
      title: t.keys.name,
      render: (_, { name, prefix }) => (
        <>
          <strong>{name}</strong>
          <div className="quiet">
            <code>{prefix}…</code>
          </div>
        </>
      ),
    },
    { title: t.keys.role, render: (_, { role }) => t.access.roles[role] },
    { title: t.keys.state, render: (_, key) => <KeyState apiKey={key} /> },
    {
      title: t.keys.created,
      responsive: ['md'],
      render: (_, { createdAt, createdBy }) => (
        <>
          {time(createdAt)}
          <div className="quiet">{createdBy}</div>
        </>
      ),
    },
    { title: t.keys.lastUsed, responsive: ['md'], render: (_, { lastUsedAt }) => time(lastUsedAt) },
    { title: t.keys.expires, responsive: ['md'], render: (_, { expiresAt }) => time(expiresAt) },
    {
      title: t.steer.actions,
      align: 'right',
      render: (_, key) =>
        isActive(key) && (
          <Button size="small" danger onClick={() => setRevoking(key)}>
            {t.keys.revoke}
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t.nav.keys}>
        <Button type="primary" onClick={() => setCreating(true)}>
          {t.keys.create}
        </Button>
      </PageHead>
      <p className="quiet">{t.keys.about}</p>
      {data === null ? (
        <Waiting problem={problem} onRetry={reload} />
      ) : (
        <Card size="small">
          <Table
            rowKey="keyId"
            size="middle"
            columns={columns}
            dataSource={data.keys}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            locale={{ emptyText: t.keys.empty }}
          />
        </Card>
      )}
      {creating && <CreateKey onCreated={reload} onClose={() => setCreating(false)} />}
      {revoking && (
        <ActionDialog
          title={t.keys.revokeTitle(revoking.name)}
          explanation={t.keys.revokeExplained}
          okText={t.keys.revoke}
          danger
          onOk={async () =>
            (await act(`/api/keys/${revoking.keyId}`, {
              method: 'DELETE',
              said: () => t.keys.revoked(revoking.name),
            })) !== null
          }
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useSettings();
  if (apiKey.revokedAt !== null) return <Tag>{t.keys.states.revoked}</Tag>;
  return isActive(apiKey) ? (
    <Tag color="green">{t.keys.states.active}</Tag>
  ) : (
    <Tag>{t.keys.states.expired}</Tag>
  );
}

function isActive({ revokedAt, expiresAt }: ApiKey): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > Date.now());
}
