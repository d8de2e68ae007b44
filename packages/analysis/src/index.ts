export { extract } from './extract.ts';
export { segment } from './outline/segment.ts';
export { type ChosenProfile, chooseProfile } from './profiles/choose-profile.ts';
export { defaultProfileId, getProfile, listProfiles } from './profiles/index.ts';
export type { Profile } from './profiles/profile.ts';
export { autoProfileId, profileIds, profileRef, resolveProfile } from './profiles/resolve-profile.ts';
export { type Reading, readAs, readDocument } from './read.ts';
export { review } from './review/review.ts';
