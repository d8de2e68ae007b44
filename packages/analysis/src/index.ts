export { extract } from './extract.ts';
export { segment } from './outline/segment.ts';
export { defaultProfileId, getProfile, listProfiles } from './profiles/index.ts';
export type { Profile } from './profiles/profile.ts';
export { type Reading, readDocument } from './read.ts';
export { review } from './review/review.ts';
