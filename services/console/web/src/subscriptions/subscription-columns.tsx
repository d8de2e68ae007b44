import type { SubscriptionFilter, SubscriptionState, SubscriptionStatus } from '@nianbao/contracts';
import { deliveryErrorText } from '@nianbao/contracts/delivery-error-text';
import { findingNames } from '@nianbao/contracts/finding-names';
import { type TableColumnsType, Tag } from 'antd';
import type { ReactNode } from 'react';
import { formatDuration, formatTime } from '../parts/format.ts';
import { useConfig, useLocal, useSettings } from '../settings.tsx';

const colours: Record<SubscriptionState, string> = { active: 'green', paused: 'orange', disabled: 'red' };

/** How each subscription stands. */
export function useSubscriptionColumns(
  actions: (subscription: SubscriptionStatus) => ReactNode,
): TableColumnsType<SubscriptionStatus> {
  const { t, language } = useSettings();
  const local = useLocal();
  const words = useFilterWords();
  const { subscriptions: texts } = t;
  const count = (name: 'pending' | 'sent' | 'delivered' | 'failures' | 'dead') => ({
    title: texts[name],
    align: 'right' as const,
    render: (_: unknown, row: SubscriptionStatus) => {
      const bad = row[name] > 0 && (name === 'dead' || name === 'failures');
      return <span className={bad ? 'ink-failed' : undefined}>{row[name]}</span>;
    },
  });
  return [
    {
      title: texts.name,
      render: (_, { name, builtIn, target, payload }) => (
        <div className="subscription-name">
          <strong>{name}</strong> {builtIn && <Tag>{texts.builtIn}</Tag>}
          <div className="quiet">
            {texts.targets[target.kind]} <code>{target.kind === 'queue' ? target.queue : target.url}</code>
          </div>
          <div className="quiet">{texts.payloads[payload]}</div>
        </div>
      ),
    },
    { title: texts.filter, render: (_, { filter }) => words(filter) },
    {
      title: texts.state,
      render: (_, { state, disabledReason, failingSince }) => (
        <>
          <Tag color={colours[state]}>
            {disabledReason ? texts.disabledReasons[disabledReason] : texts.states[state]}
          </Tag>
          {failingSince && (
            <div className="quiet">{texts.failingSince(formatTime(failingSince, language))}</div>
          )}
        </>
      ),
    },
    {
      title: texts.lag,
      align: 'right',
      render: (_, { lagSeconds }) => (lagSeconds === 0 ? '—' : formatDuration(lagSeconds, t)),
    },
    count('pending'),
    count('sent'),
    count('delivered'),
    count('failures'),
    count('dead'),
    {
      title: texts.lastDelivered,
      render: (_, { lastDeliveredAt, lastError }) => (
        <>
          {lastDeliveredAt === null ? '—' : formatTime(lastDeliveredAt, language)}
          {lastError && (
            <div className="failure-detail ink-failed">{local(deliveryErrorText(lastError))}</div>
          )}
        </>
      ),
    },
    { title: t.steer.actions, align: 'right', render: (_, row) => actions(row) },
  ];
}

function useFilterWords(): (filter: SubscriptionFilter) => string {
  const { t } = useSettings();
  const local = useLocal();
  const { profiles: genres } = useConfig();
  return ({ events = [], profiles = [], place, yearFrom, yearTo, findings = [] }) => {
    const genre = (key: string) => {
      const label = genres.find((each) => each.key === key)?.label;
      return label ? local(label) : key;
    };
    const years = (yearFrom ?? yearTo) ? `${yearFrom ?? ''}–${yearTo ?? ''}` : undefined;
    const words = [
      ...events.map((event) => t.subscriptions.eventNames[event]),
      ...profiles.map(genre),
      place,
      years,
      ...findings.map((code) => local(findingNames[code])),
    ];
    return words.filter(Boolean).join(' · ') || t.subscriptions.noFilter;
  };
}
