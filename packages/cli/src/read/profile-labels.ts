import { listProfiles } from '@nianbao/analysis';
import type { LocalizedText } from '@nianbao/contracts';

/** What a genre calls itself, its indicators and parts. Unknown keys are their own name. */
export interface ProfileLabels {
  genre(id: string): LocalizedText;
  indicator(key: string): LocalizedText;
  part(key: string): LocalizedText;
}

/** `reference` is a profile id, with or without `@version`; every genre when absent. A genre this program does not know has no labels. */
export function profileLabels(reference?: string): ProfileLabels {
  const id = reference?.split('@')[0];
  const profiles = listProfiles().filter((profile) => id === undefined || profile.id === id);
  const genres = new Map(profiles.map((profile) => [profile.id, profile.title]));
  const parts = new Map(profiles.flatMap((profile) => profile.parts.map(({ key, label }) => [key, label])));
  const indicators = new Map(
    profiles.flatMap((profile) => profile.indicators.map(({ key, label }) => [key, label])),
  );
  const labelIn = (labels: Map<string, LocalizedText>) => (key: string) =>
    labels.get(key) ?? { zh: key, en: key };
  return { genre: labelIn(genres), indicator: labelIn(indicators), part: labelIn(parts) };
}
