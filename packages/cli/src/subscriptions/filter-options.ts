import type { FindingCode, ResultEventKind, SubscriptionFilter } from '@nianbao/contracts';

/** A filter as it is given on the command line. */
export interface FilterOptions {
  event?: string[];
  profile?: string[];
  place?: string;
  fromYear?: number;
  toYear?: number;
  finding?: string[];
}

/** Undefined without any condition. Words that are no event or finding are the server's to refuse: it names those that are. */
export function filterOf(options: FilterOptions): SubscriptionFilter | undefined {
  const { event, profile, place, fromYear, toYear, finding } = options;
  const filter: SubscriptionFilter = {
    ...(event && { events: event as ResultEventKind[] }),
    ...(profile && { profiles: profile }),
    ...(place !== undefined && { place }),
    ...(fromYear !== undefined && { yearFrom: fromYear }),
    ...(toYear !== undefined && { yearTo: toYear }),
    ...(finding && { findings: finding as FindingCode[] }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}
