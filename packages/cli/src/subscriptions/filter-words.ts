import { findingNames, type SubscriptionFilter } from '@nianbao/contracts';
import { profileLabels } from '../read/profile-labels.ts';
import type { Io } from '../terminal/io.ts';

/** A subscription's conditions as people say them. */
export function filterWords({ t, language }: Io, filter: SubscriptionFilter): string {
  const { events = [], profiles = [], place, yearFrom, yearTo, findings = [] } = filter;
  const { eventNames, noFilter } = t.subscriptions;
  const labels = profileLabels();
  const words = [
    ...events.map((event) => eventNames[event]),
    ...profiles.map((id) => labels.genre(id)[language]),
    place,
    (yearFrom ?? yearTo) ? `${yearFrom ?? ''}–${yearTo ?? ''}` : undefined,
    ...findings.map((code) => findingNames[code][language]),
  ];
  return words.filter((word) => word !== undefined).join(' · ') || noFilter;
}
