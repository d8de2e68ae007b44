import type { CrossFinding, CrossSpan } from '@nianbao/contracts';
import type { ComparedIndicator } from './compared-indicators.ts';
import { toThere } from './cross-place.ts';
import flow from './flow-units.json' with { type: 'json' };
import type { RelatedReport } from './related-report.ts';

type Pair = [here: ComparedIndicator, there: ComparedIndicator];

const flowUnits = new Set(flow.units);
/** Below, two years agree by chance: four meetings a year are the rule. */
const minSame = 10;
const minSameFigures = 3;
/** One figure alone says it from here on, when it is exact and not round. */
const minTelling = 1_000;
const roundTo = 100;
const minFactor = 10;
/** From 2 to 20 is growth; from 20 to 200 is worth a look. */
const minBase = 10;

/** Figures that did not change, or changed tenfold, from the place's earlier report. Only of what is done anew every year. */
export function figureFindings(pairs: readonly Pair[], earlier: RelatedReport): CrossFinding[] {
  const flows = pairs.filter(([here]) => flowUnits.has(here.unit));
  return [...unchanged(flows, earlier), ...outOfProportion(flows, earlier)];
}

function unchanged(pairs: readonly Pair[], earlier: RelatedReport): CrossFinding[] {
  // 1000余份 comes back by habit.
  const exact = pairs.filter(([here, there]) => !here.vague && !there.vague);
  const same = exact.filter(([here, there]) => here.value === there.value && here.value >= minSame);
  // Two indicators that rest on one figure are one.
  const places = new Set(same.map(([here]) => here.spans[0]?.start));
  const telling = same.filter(([here]) => here.value >= minTelling && here.value % roundTo !== 0);
  const listed = places.size >= minSameFigures ? same : telling;
  if (listed.length === 0) return [];
  const figures = listed.map(([here]) => `${here.subject}${quoteOf(here)}`).join('、');
  return [
    {
      code: 'figures-unchanged',
      severity: 'warning',
      message: {
        zh: `有 ${listed.length} 项数字与本地 ${earlier.year} 年报告完全相同：${figures}。`,
        en: `${listed.length} figure(s) are exactly those of the same place's report on ${earlier.year}: ${figures}.`,
      },
      ...placesOf(listed, earlier),
    },
  ];
}

function outOfProportion(pairs: readonly Pair[], earlier: RelatedReport): CrossFinding[] {
  return pairs.flatMap((pair) => {
    const [here, there] = pair;
    const [less = 0, more = 0] = [here.value, there.value].sort((a, b) => a - b);
    if (less < minBase || more < less * minFactor) return [];
    const factor = Number((more / less).toFixed(1));
    const grew = here.value > there.value;
    return [
      {
        code: 'figure-out-of-proportion' as const,
        severity: 'warning' as const,
        message: {
          zh: `“${here.subject}”为${quoteOf(here)}，${earlier.year} 年报告为${quoteOf(there)}，${grew ? '增至' : '减至'} ${grew ? `${factor} 倍` : `${factor} 分之一`}，请核对。`,
          en: `“${here.subject}” is ${quoteOf(here)}; the report on ${earlier.year} gives ${quoteOf(there)}: ${grew ? `${factor} times as much` : `a factor of ${factor} less`}. Check it.`,
        },
        ...placesOf([pair], earlier),
      },
    ];
  });
}

function quoteOf({ spans, value, unit }: ComparedIndicator): string {
  return spans.length === 1 && spans[0]?.quote ? spans[0].quote : `${value}${unit}`;
}

/** Both places, span by span: a sum of several figures stands for each side by its first. */
function placesOf(pairs: readonly Pair[], earlier: RelatedReport) {
  const spans = pairs.flatMap(([here, there]): { here: CrossSpan; there: CrossSpan }[] => {
    const [mine] = here.spans;
    const [theirs] = there.spans;
    return mine && theirs ? [{ here: mine, there: theirs }] : [];
  });
  return { indicators: pairs.map(([here]) => here.key), ...toThere(earlier, spans) };
}
