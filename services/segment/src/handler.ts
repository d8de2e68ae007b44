import { resolveProfile, segment } from '@nianbao/analysis';
import type { StageHandler } from '@nianbao/pipeline';

/** Text to outline. The first stage that knows the text, it settles the genre for those behind it. */
export const handler: StageHandler<'segment'> = ({ job, convert }) => {
  const { profile, choice } = resolveProfile(convert, job.profile.id);
  return { ...segment(convert, profile), profile: choice };
};
