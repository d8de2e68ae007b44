import { getProfile, segment } from '@nianbao/analysis';
import type { StageHandler } from '@nianbao/pipeline';

/** Text to outline. */
export const handler: StageHandler<'segment'> = ({ job, convert }) =>
  segment(convert, getProfile(job.profile.id));
