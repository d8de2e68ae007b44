import type { CrossFinding, CrossSpan } from '@nianbao/contracts';
import type { RelatedReport } from './related-report.ts';

const maxSpans = 50;

/** Both sides of a finding, in the order of this report's text. */
export function toThere(
  { documentId, name, title, jurisdiction, year }: RelatedReport,
  spans: readonly { here: CrossSpan; there: CrossSpan }[],
): Pick<CrossFinding, 'here' | 'there'> {
  const listed = [...spans].sort((a, b) => a.here.start - b.here.start).slice(0, maxSpans);
  return {
    here: listed.map(({ here }) => here),
    there: { documentId, name, title, jurisdiction, year, spans: listed.map(({ there }) => there) },
  };
}
