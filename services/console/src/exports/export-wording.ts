import type { ExportLanguage } from '@nianbao/contracts';
import type { Wording } from '@nianbao/exports';
import type { ConsoleSettings } from '../console-deps.ts';

/** What the genres call their indicators and parts, for people who read an export. */
export function exportWording(labels: ConsoleSettings['labels'], lang: ExportLanguage): Wording {
  const known = {
    indicators: new Map(labels.indicators.map(({ key, label }) => [key, label])),
    parts: new Map(labels.parts.map(({ key, label }) => [key, label])),
  };
  return { lang, label: (vocabulary, key) => known[vocabulary].get(key) };
}
