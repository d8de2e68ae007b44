import { basename } from 'node:path';
import { extract, resolveProfile, review, segment } from '@nianbao/analysis';
import type { ConvertedDocument, Extraction, Outline, ProfileChoice, Review } from '@nianbao/contracts';
import { createConverterPool } from '@nianbao/conversion';

/** What the stages make of a file, in one piece. */
export interface ReadReport
  extends Extraction,
    Review,
    Pick<ConvertedDocument, 'text' | 'format' | 'encoding' | 'losses'> {
  outline: Outline;
  profile: ProfileChoice;
  versions: { profile: string; engine: string };
}

/**
 * Convert (with OCR where needed), segment, extract and review without queue, store or server. The conversion runs in a child process, so that a hostile
 * file can be stopped. Throws `PermanentError` when the file is at fault, RangeError for an unknown profile (`auto` is known).
 */
export async function readReport(path: string, profileId: string, signal: AbortSignal): Promise<ReadReport> {
  const pool = createConverterPool({ size: 1 });
  try {
    const converted = await pool.convert(path, basename(path), signal);
    const document = hasUnreadPages(converted) ? await pool.recognise(path, converted, signal) : converted;
    const { profile, choice } = resolveProfile(document, profileId);
    const outline = { ...segment(document, profile), profile: choice };
    const extraction = extract(document, outline, profile);
    const { text, format, losses, engine, encoding } = document;
    return {
      outline,
      ...extraction,
      ...review(document, outline, extraction, profile),
      losses,
      ...(encoding === undefined ? {} : { encoding }),
      profile: choice,
      versions: { profile: `${profile.id}@${profile.version}`, engine },
      format,
      text,
    };
  } finally {
    await pool.close();
  }
}
