import type { ConvertedDocument, ProfileChoice, ProfileRef } from '@nianbao/contracts';
import { chooseProfile } from './choose-profile.ts';
import { getProfile, listProfiles } from './index.ts';
import type { Profile } from './profile.ts';

/** Stands for the genre the text shows. What an upload that names no genre is read as. */
export const autoProfileId = 'auto';

/** What uploads may name: `auto` first, then every genre. */
export function profileIds(): readonly [string, ...string[]] {
  return [autoProfileId, ...listProfiles().map(({ id }) => id)];
}

/**
 * Id and version of a genre as jobs and fingerprints carry them. The version of `auto` names every genre in its version: a new one
 * may read a text differently. Throws RangeError when there is no such profile.
 */
export function profileRef(id: string): ProfileRef {
  if (id !== autoProfileId) return { id, version: getProfile(id).version };
  return {
    id,
    version: listProfiles()
      .map((profile) => `${profile.id}@${profile.version}`)
      .join('+'),
  };
}

/** The profile to read the document by, and who chose it. `id` may be `auto`. Throws RangeError when there is no such profile. */
export function resolveProfile(
  document: Pick<ConvertedDocument, 'text'>,
  id: string,
): { profile: Profile; choice: ProfileChoice } {
  const automatic = id === autoProfileId;
  const { profileId, confidence } = automatic ? chooseProfile(document) : { profileId: id, confidence: 1 };
  const profile = getProfile(profileId);
  const chosen = automatic ? 'automatic' : 'named';
  return { profile, choice: { id: profile.id, version: profile.version, confidence, chosen } };
}
