import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of `nianbao compare`, in English. */
export const enCompare: Messages['compare'] = {
  commands: {
    compare: 'published reports beside each other: values by year, a ranking of one year, who filed',
    series: 'an indicator over the years in every place, with the change from the year before',
    ranking: 'the places by an indicator of one year',
    completeness: "who filed the year's report, in time, and which statutory parts are missing",
  },
  indicator: 'indicator, by key or Chinese name (nianbao terms indicators)',
  options: {
    within: 'places with this word in their name or that of a superior',
    from: 'from this year on',
    to: 'up to this year',
    year: 'year of the reports',
    order: 'largest or smallest first',
    profile: 'genre (nianbao terms profiles)',
  },
  title: (indicator, unit) => (unit ? `${indicator} (${unit})` : indicator),
  none: 'There are no published reports to compare.',
  leftOut: (count) => `${plural(count, 'value')} in another unit left out.`,
  totals: ({ places, filed, complete, late }) =>
    `${plural(places, 'place')}: ${filed} filed, ${complete} complete, ${late} late.`,
};
