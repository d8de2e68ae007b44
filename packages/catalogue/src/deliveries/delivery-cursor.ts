import { Fingerprint } from '@nianbao/contracts';
import { z } from 'zod';

const Position = z.object({ publishedAt: z.iso.datetime(), resultId: Fingerprint });
/** The last delivery of a page: the next page begins after it. */
type Position = z.infer<typeof Position>;

export function encodeDeliveryCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Throws RangeError when the text is not a cursor. */
export function decodeDeliveryCursor(text: string): Position {
  try {
    return Position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new RangeError('not a cursor of this catalogue', { cause });
  }
}
