import { getProfile, review } from '@nianbao/analysis';
import type { StageHandler } from '@nianbao/pipeline';

/** Statutory parts, sums, rates, contradictions. */
export const handler: StageHandler<'review'> = ({ job, convert, segment, extract }) =>
  review(convert, segment, extract, getProfile(segment.profile?.id ?? job.profile.id));
