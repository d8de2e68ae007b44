import { extract, getProfile } from '@nianbao/analysis';
import type { StageHandler } from '@nianbao/pipeline';

/** Text and outline to figures and indicators. */
export const handler: StageHandler<'extract'> = ({ job, convert, segment }) =>
  extract(convert, segment, getProfile(segment.profile?.id ?? job.profile.id));
