import type { Change, Quantity, ReportResult, Result, Section } from '@nianbao/contracts';

type Kind = Change['kind'];

/**
 * What a reader of the published report would see change, in the order outcome, about, headings, figures, indicators,
 * parts, findings. Offsets, ids, rule names and timings do not count: only what a report says does.
 */
export function compareResults(before: ReportResult, after: Result): Change[] {
  if (after.kind === 'failure')
    return [{ kind: 'outcome', key: after.code, change: 'removed', before: 'report', after: after.detail }];
  return [
    ...compareAbout(before, after),
    ...compareSets('heading', headings(before), headings(after)),
    ...compareFigures(before.quantities, after.quantities),
    ...compareKeyed('indicator', indicators(before), indicators(after)),
    ...compareKeyed('part', parts(before), parts(after)),
    ...compareSets('finding', findings(before), findings(after)),
  ];
}

interface Entry {
  key: string;
  text: string;
}

function compareAbout(before: ReportResult, after: ReportResult): Change[] {
  const about = ({ outline, profile }: ReportResult): Entry[] => [
    { key: 'title', text: outline.title?.quote ?? '' },
    { key: 'year', text: String(outline.year ?? '') },
    { key: 'jurisdiction', text: [...outline.parentJurisdictions, outline.jurisdiction ?? ''].join('') },
    { key: 'issuer', text: outline.issuer ?? '' },
    { key: 'issuedOn', text: outline.issuedOn ?? '' },
    { key: 'profile', text: profile?.id ?? '' },
  ];
  const given = (entries: Entry[]) => entries.filter(({ text }) => text !== '');
  return compareKeyed('about', given(about(before)), given(about(after)));
}

function headings({ outline }: ReportResult): Entry[] {
  const flat = (sections: readonly Section[]): Entry[] =>
    sections.flatMap((section) => [
      { key: String(section.level), text: `${section.number ?? ''}${section.title}` },
      ...flat(section.children),
    ]);
  return flat(outline.sections);
}

function indicators(report: ReportResult): Entry[] {
  return report.indicators.map((indicator) => ({ key: indicator.key, text: printed(indicator) }));
}

function parts(report: ReportResult): Entry[] {
  return report.parts.map(({ key, state }) => ({ key, text: state }));
}

function findings(report: ReportResult): Entry[] {
  return report.findings.map(({ code, message }) => ({ key: code, text: message.zh }));
}

/** Figures that say the same are paired; of the rest, those printed alike are one figure read otherwise. */
function compareFigures(before: readonly Quantity[], after: readonly Quantity[]): Change[] {
  const [gone, come] = without(before, after, figureText);
  const [removed, added, changed] = pairBy(gone, come, ({ quote }) => quote);
  return [
    ...changed.map(([was, is]) => change('figure', is.unit, 'changed', figureText(was), figureText(is))),
    ...removed.map((was) => change('figure', was.unit, 'removed', figureText(was), null)),
    ...added.map((is) => change('figure', is.unit, 'added', null, figureText(is))),
  ];
}

/** Entries that stand once or more; one key's change is told as before and after. */
function compareKeyed(kind: Kind, before: readonly Entry[], after: readonly Entry[]): Change[] {
  const [gone, come] = without(before, after, ({ key, text }) => `${key}\n${text}`);
  const [removed, added, changed] = pairBy(gone, come, ({ key }) => key);
  return [
    ...changed.map(([was, is]) => change(kind, is.key, 'changed', was.text, is.text)),
    ...removed.map((was) => change(kind, was.key, 'removed', was.text, null)),
    ...added.map((is) => change(kind, is.key, 'added', null, is.text)),
  ];
}

/** Entries without an identity: what is not on both sides came or went. */
function compareSets(kind: Kind, before: readonly Entry[], after: readonly Entry[]): Change[] {
  const [gone, come] = without(before, after, ({ key, text }) => `${key}\n${text}`);
  return [
    ...gone.map((was) => change(kind, was.key, 'removed', was.text, null)),
    ...come.map((is) => change(kind, is.key, 'added', null, is.text)),
  ];
}

function change(
  kind: Kind,
  key: string,
  how: Change['change'],
  before: string | null,
  after: string | null,
): Change {
  return { kind, key, change: how, before, after };
}

function figureText(quantity: Quantity): string {
  const { quote, status, subject } = quantity;
  const value = printed(quantity);
  return [
    value === quote ? value : `${quote} = ${value}`,
    subject,
    status === 'reported' ? '' : `(${status})`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function printed(figure: Pick<Quantity, 'value' | 'unit'> & Partial<Quantity>): string {
  const { value, upper, unit, approximation = '', bound = '' } = figure;
  const bounds = { min: '≥', max: '≤', '': '' }[bound];
  return `${bounds}${value}${upper === undefined ? '' : `–${upper}`}${unit}${approximation && ` (${approximation})`}`;
}

/** Both lists without what they share; equal ones are counted, so that two against one leave one. */
function without<T>(
  before: readonly T[],
  after: readonly T[],
  identity: (item: T) => string,
): [gone: T[], come: T[]] {
  const [gone, come] = pairBy(before, after, identity);
  return [gone, come];
}

/** Pairs items of equal identity in their order; the rest stays on its side. */
function pairBy<T>(
  before: readonly T[],
  after: readonly T[],
  identity: (item: T) => string,
): [gone: T[], come: T[], pairs: [T, T][]] {
  const waiting = new Map<string, T[]>();
  for (const item of before) {
    const alike = waiting.get(identity(item));
    if (alike) alike.push(item);
    else waiting.set(identity(item), [item]);
  }
  const come: T[] = [];
  const pairs: [T, T][] = [];
  for (const item of after) {
    const partner = waiting.get(identity(item))?.shift();
    if (partner === undefined) come.push(item);
    else pairs.push([partner, item]);
  }
  return [[...waiting.values()].flat(), come, pairs];
}
