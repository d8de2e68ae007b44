import type { CrossFindingCode } from './cross-finding.ts';
import table from './finding-names.json' with { type: 'json' };
import type { FindingCode } from './review.ts';
import type { LocalizedText } from './span.ts';

/** What people call a finding. */
export const findingNames: Readonly<Record<FindingCode | CrossFindingCode, LocalizedText>> = table;
