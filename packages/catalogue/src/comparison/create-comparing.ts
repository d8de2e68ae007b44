import type { PlaceCompleteness, RankedPlace, RankingQuery, SeriesQuery } from '@nianbao/contracts';
import type { Database } from '../database/database.ts';
import type { Comparing } from './comparing.ts';
import { completeness } from './completeness.ts';
import { type IndicatorPoint, indicatorPoints } from './indicator-points.ts';

const maxPlaces = 500;

export function createComparing(db: Database): Comparing {
  return {
    series: (query) => series(db, query),
    ranking: (query) => ranking(db, query),
    completeness: (query): Promise<PlaceCompleteness[]> => completeness(db, query),
  };
}

async function series(db: Database, { indicator, within, from = 1949, to = 2200 }: SeriesQuery) {
  // The year before the first one gives the first change.
  const { unit, leftOut, points } = await indicatorPoints(db, { indicator, within, years: [from - 1, to] });
  const byPlace = new Map<string, IndicatorPoint[]>();
  for (const point of points) byPlace.set(point.place, [...(byPlace.get(point.place) ?? []), point]);
  const all = [...byPlace].map(([place, own]) => ({
    place,
    points: own
      .map(({ year, value, approximation, documentId }) => ({
        year,
        value,
        approximation,
        documentId,
        change: changeFrom(own.find((other) => other.year === year - 1)?.value, value),
      }))
      .filter(({ year }) => year >= from),
  }));
  return {
    indicator,
    unit,
    leftOut,
    series: all.filter((each) => each.points.length > 0).slice(0, maxPlaces),
  };
}

async function ranking(db: Database, { indicator, year, within, order, limit }: RankingQuery) {
  const years: [number, number] = [year - 1, year];
  const { unit, leftOut, points } = await indicatorPoints(db, { indicator, within, years });
  const ranked = (of: number) =>
    rank(
      points.filter((point) => point.year === of),
      order,
    );
  const before = new Map(ranked(year - 1).map((entry) => [entry.place, entry]));
  const places: RankedPlace[] = ranked(year).map(({ place, rank, value, approximation, documentId }) => {
    const previous = before.get(place);
    return {
      rank,
      place,
      value,
      approximation,
      documentId,
      previous: previous ? { rank: previous.rank, value: previous.value } : null,
      change: changeFrom(previous?.value, value),
    };
  });
  return { indicator, year, unit, leftOut, places: places.slice(0, limit) };
}

/** Standard competition ranking: 1, 2, 2, 4. */
function rank(points: readonly IndicatorPoint[], order: 'asc' | 'desc') {
  const sign = order === 'asc' ? 1 : -1;
  const sorted = points.toSorted((a, b) => sign * (a.value - b.value) || (a.place < b.place ? -1 : 1));
  const ranks = new Map<number, number>();
  sorted.forEach(({ value }, before) => {
    if (!ranks.has(value)) ranks.set(value, before + 1);
  });
  return sorted.map((point) => ({ ...point, rank: ranks.get(point.value) ?? 0 }));
}

function changeFrom(before: number | undefined, value: number) {
  if (before === undefined) return null;
  const absolute = tidy(value - before);
  return { absolute, percent: before === 0 ? null : tidy((100 * (value - before)) / before) };
}

/** Without the last digits that binary fractions add. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
