import type { Finding } from '@nianbao/contracts';
import { clearConfidence } from '../profiles/choose-profile.ts';
import type { ReviewSource } from './source.ts';

/** The text showed no known genre, and was read as one of the default genre. */
export function checkGenre({ outline, profile }: ReviewSource): Finding[] {
  const choice = outline.profile;
  if (choice?.chosen !== 'automatic' || choice.confidence >= clearConfidence) return [];
  return [
    {
      code: 'genre-unclear',
      severity: 'info',
      message: {
        zh: `看不出是哪一类报告，暂按“${profile.title.zh}”读取。请核对，或在上传时指定体裁。`,
        en: `The genre cannot be told; it was read as “${profile.title.en}”. Check it, or name the genre when uploading.`,
      },
      spans: [],
      basis: { kind: 'form' },
    },
  ];
}
