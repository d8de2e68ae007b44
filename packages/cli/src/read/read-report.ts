import { basename } from 'node:path';
import { extract, getProfile, review, segment } from '@nianbao/analysis';
import type { ConvertedDocument, Extraction, Outline, Review } from '@nianbao/contracts';
import { createConverterPool } from '@nianbao/conversion';

/** What the stages make of a file, in one piece. */
export interface ReadReport
  extends Extraction,
    Review,
    Pick<ConvertedDocument, 'text' | 'format' | 'encoding' | 'losses'> {
  outline: Outline;
  versions: { profile: string; engine: string };
}

/**
 * Convert, segment, extract and review without queue, store or server. The conversion runs in a child process, so that a hostile
 * file can be stopped. Throws `PermanentError` when the file is at fault, RangeError for an unknown profile.
 */
export async function readReport(
  path: string,
  profileId: string | undefined,
  signal: AbortSignal,
): Promise<ReadReport> {
  const profile = getProfile(profileId);
  const pool = createConverterPool({ size: 1 });
  try {
    const document = await pool.convert(path, basename(path), signal);
    const outline = segment(document, profile);
    const extraction = extract(document, outline, profile);
    const { text, format, losses, engine, encoding } = document;
    return {
      outline,
      ...extraction,
      ...review(document, outline, extraction, profile),
      losses,
      ...(encoding === undefined ? {} : { encoding }),
      versions: { profile: `${profile.id}@${profile.version}`, engine },
      format,
      text,
    };
  } finally {
    await pool.close();
  }
}
