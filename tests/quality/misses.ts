import type { AnnotatedReport } from './gold.ts';
import type { Prediction } from './prediction.ts';
import { compareFindings } from './score-findings.ts';
import { scoreHeadings } from './score-headings.ts';
import { scoreIndicators } from './score-indicators.ts';
import { scoreQuantities } from './score-quantities.ts';
import { headNoun, holdsSubject } from './score-subjects.ts';
import { measures } from './tally.ts';

/** Every miss (−), false alarm (+) and wrong value (≠) of a report, each with the words around it. */
export function missesOf({ text, gold }: AnnotatedReport, read: Prediction): string[] {
  const points = [...text];
  const around = (start: number, length: number): string =>
    `…${points.slice(Math.max(0, start - 24), start).join('')}【${points.slice(start, start + length).join('')}】${points.slice(start + length, start + length + 16).join('')}…`.replaceAll(
      '\n',
      '⏎',
    );
  return [
    ...headingMisses(read, gold),
    ...quantityMisses(read, gold, around),
    ...indicatorMisses(read, gold),
    ...Object.entries(gold.parts).flatMap(([key, { accept, state: annotated }]) => {
      const state = read.parts[key] ?? '';
      return accept.includes(state) ? [] : [`≠ part ${key}: ${state}, annotated ${annotated}`];
    }),
    ...findingMisses(read, gold, around),
  ];
}

type Gold = AnnotatedReport['gold'];
type Around = (start: number, length: number) => string;

function headingMisses(read: Prediction, gold: Gold): string[] {
  const right = (p: Gold['headings'], g: Gold['headings']) => scoreHeadings(p, g, [1, 2, 3], false).tp === 1;
  const show = ({ level, number, title, start }: Gold['headings'][number]) =>
    `heading L${level} ${number ?? ''}${title} @${start}`;
  return [
    ...gold.headings.filter((one) => !right(read.headings, [one])).map((one) => `− ${show(one)}`),
    ...read.headings.filter((one) => !right([one], gold.headings)).map((one) => `+ ${show(one)}`),
  ];
}

function quantityMisses(read: Prediction, gold: Gold, around: Around): string[] {
  const length = (quote: string) => [...quote].length;
  return [
    ...gold.quantities.flatMap((one) => {
      const hit = read.quantities.find((p) => scoreQuantities([p], [one]).strict.tp === 1);
      if (!hit) return [`− figure ${one.value}${one.unit} ${around(one.start, length(one.quote))}`];
      const pair = { read: hit.subject ?? '', gold: one.subject ?? '' };
      return headNoun(pair.gold) === '' || holdsSubject(pair)
        ? []
        : [`≠ subject ${pair.read || '–'}, annotated ${pair.gold} ${around(one.start, length(one.quote))}`];
    }),
    ...read.quantities
      .filter((p) => scoreQuantities([p], gold.quantities).strict.tp === 0)
      .map((p) => `+ figure ${p.value}${p.unit} ${around(p.start, length(p.quote))}`),
  ];
}

function indicatorMisses(read: Prediction, gold: Gold): string[] {
  const keys = new Set([...Object.keys(gold.indicators), ...Object.keys(read.indicators)]);
  return [...keys].flatMap((key) => {
    const mine = read.indicators[key];
    const theirs = gold.indicators[key];
    const one = { ...gold, indicators: theirs ? { [key]: theirs } : {} };
    if (measures(scoreIndicators(mine ? { [key]: mine } : {}, one)).f1 === 1) return [];
    return [
      `${mine ? (theirs ? '≠' : '+') : '−'} indicator ${key}: ${mine?.value ?? '–'}, annotated ${theirs?.value ?? '–'}`,
    ];
  });
}

function findingMisses(read: Prediction, gold: Gold, around: Around): string[] {
  if (!gold.consistency) return [];
  const { missed, alarms } = compareFindings(read.findings, gold.consistency);
  return [
    ...missed.map((one) => `− fault ${one.kind} ${around(one.start, [...one.quote].length)}`),
    ...alarms.map(
      ({ code, spans: [span] }) => `+ fault ${code} ${span ? around(span.start, span.end - span.start) : ''}`,
    ),
  ];
}
