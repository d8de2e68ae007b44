import { governmentInformationDisclosure } from './government-information-disclosure/index.ts';
import type { Profile } from './profile.ts';
import { ruleOfLawGovernment } from './rule-of-law-government/index.ts';

export const defaultProfileId = 'rule-of-law-government';

const profiles: readonly Profile[] = [ruleOfLawGovernment, governmentInformationDisclosure];

/** The profile of that id. Throws RangeError when there is none. */
export function getProfile(id: string = defaultProfileId): Profile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (!profile) throw new RangeError(`unknown profile "${id}"`);
  return profile;
}

export function listProfiles(): readonly Profile[] {
  return profiles;
}
