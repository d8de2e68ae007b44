import type { Finding } from '@nianbao/contracts';
import { clearConfidence } from '../profiles/choose-profile.ts';
import type { ReviewSource } from './source.ts';

/** Whether the text was told to be of its profile's genre, or said to be by whoever uploaded it. */
export function isOfGenre({ outline }: ReviewSource): boolean {
  const choice = outline.profile;
  return choice?.chosen !== 'automatic' || choice.confidence >= clearConfidence;
}

/** The text showed no known genre, and was read as one of the default genre. */
export function checkGenre(source: ReviewSource): Finding[] {
  if (isOfGenre(source)) return [];
  const { title } = source.profile;
  return [
    {
      code: 'genre-unclear',
      severity: 'info',
      message: {
        zh: `看不出是哪一类报告，暂按“${title.zh}”读取，必备内容、署名和日期不作要求。请核对，或在上传时指定体裁。`,
        en: `The genre cannot be told; it was read as “${title.en}”, without asking for its parts, signature and date. Check it, or name the genre when uploading.`,
      },
      spans: [],
      basis: { kind: 'form' },
    },
  ];
}
