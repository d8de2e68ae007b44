import table from './delivery-errors.json' with { type: 'json' };
import type { LocalizedText } from './span.ts';

const known = table.map(({ pattern, ...text }) => ({ pattern: new RegExp(pattern), text }));

/** What the error of a delivery means, and what to do, before the words it was kept in; these alone where nothing is known of them. */
export function deliveryErrorText(error: string): LocalizedText {
  const meaning = known.find(({ pattern }) => pattern.test(error))?.text;
  if (meaning === undefined) return { zh: error, en: error };
  return { zh: `${meaning.zh}（${error}）`, en: `${meaning.en} (${error})` };
}
