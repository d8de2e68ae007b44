import type { Loss } from './converted-document.ts';
import table from './loss-names.json' with { type: 'json' };
import type { LocalizedText } from './span.ts';

/** What people call a loss of conversion. */
export const lossNames: Readonly<Record<Loss['kind'], LocalizedText>> = table;
