export { segment } from './outline/segment.ts';
export { defaultProfileId, getProfile, listProfiles } from './profiles/index.ts';
export type { Profile } from './profiles/profile.ts';
