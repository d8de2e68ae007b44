import { getProfile } from '@nianbao/analysis';
import type { LocalizedText } from '@nianbao/contracts';

/** What a genre calls its indicators and parts. Unknown keys are their own name. */
export interface ProfileLabels {
  indicator(key: string): LocalizedText;
  part(key: string): LocalizedText;
}

/** `reference` is a profile id, with or without `@version`; the default genre when absent. A genre this program does not know has no labels. */
export function profileLabels(reference?: string): ProfileLabels {
  const profile = profileOrNull(reference?.split('@')[0]);
  const parts = new Map(profile?.parts.map((part) => [part.key, part.label]));
  const indicators = new Map(profile?.indicators.map((indicator) => [indicator.key, indicator.label]));
  return {
    indicator: (key) => indicators.get(key) ?? { zh: key, en: key },
    part: (key) => parts.get(key) ?? { zh: key, en: key },
  };
}

function profileOrNull(id: string | undefined) {
  try {
    return getProfile(id);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
