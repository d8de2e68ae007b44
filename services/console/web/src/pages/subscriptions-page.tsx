import type { SubscriptionsResponse } from '@nianbao/contracts';
import { Card, Table } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { PageHead } from '../parts/page-head.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../settings.tsx';
import { CreateSubscription } from '../subscriptions/create-subscription.tsx';
import { DeadLetters } from '../subscriptions/dead-letters.tsx';
import { SecretDialog } from '../subscriptions/secret-dialog.tsx';
import { SubscriptionActions } from '../subscriptions/subscription-actions.tsx';
import { useSubscriptionColumns } from '../subscriptions/subscription-columns.tsx';

const refreshMs = 5_000;

/** Who gets the results, and how their deliveries stand. */
export default function SubscriptionsPage() {
  const t = useTexts();
  const { data, problem, reload } = useAnswer<SubscriptionsResponse>('/api/subscriptions', {
    everyMs: refreshMs,
  });
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<{ name: string; secret: string } | null>(null);
  const columns = useSubscriptionColumns((subscription) => (
    <SubscriptionActions
      subscription={subscription}
      onDone={reload}
      onSecret={(secret) => setShown({ name: subscription.name, secret })}
    />
  ));
  return (
    <>
      <PageHead title={t.nav.subscriptions}>
        <RoleButton type="primary" onClick={() => setCreating(true)}>
          {t.subscriptions.create}
        </RoleButton>
      </PageHead>
      <p className="quiet">{t.subscriptions.about}</p>
      {data === null ? (
        <Waiting problem={problem} onRetry={reload} />
      ) : (
        <Card size="small">
          <Table
            rowKey="name"
            size="middle"
            columns={columns}
            dataSource={data.subscriptions}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: t.subscriptions.empty }}
            expandable={{
              showExpandColumn: data.subscriptions.some(({ dead }) => dead > 0),
              rowExpandable: ({ dead }) => dead > 0,
              expandedRowRender: ({ name, dead }) => <DeadLetters name={name} key={dead} />,
            }}
          />
        </Card>
      )}
      {creating && (
        <CreateSubscription
          onCreated={(name, secret) => {
            reload();
            if (secret !== null) setShown({ name, secret });
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {shown && <SecretDialog {...shown} onClose={() => setShown(null)} />}
    </>
  );
}
