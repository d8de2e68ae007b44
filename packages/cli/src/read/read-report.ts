import { basename } from 'node:path';
import {
  type ConvertedDocument,
  type Extraction,
  hasUnreadPages,
  type Outline,
  type ProfileChoice,
  type Review,
} from '@nianbao/contracts';
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
    // The child starts while the analysis is loaded.
    const converting = pool.convert(path, basename(path), signal);
    converting.catch(() => {});
    const { extract, resolveProfile, review, segment } = await import('@nianbao/analysis');
    const converted = await converting;
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
