import { Sha256 } from '@nianbao/contracts';
import { z } from 'zod';

/** The last row of a page: the next page begins after it. */
interface Position {
  uploadedAt: Date;
  uploadId: Sha256;
}

const Cursor = z.tuple([z.int().min(0), Sha256]);

export function encodeCursor({ uploadedAt, uploadId }: Position): string {
  const cursor: z.infer<typeof Cursor> = [uploadedAt.getTime(), uploadId];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Throws RangeError when the text is not a cursor. */
export function decodeCursor(text: string): Position {
  const parsed = Cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  // 8.64e15 ms is the last day of JavaScript's calendar; PostgreSQL's is longer, ours need not be.
  if (!parsed.success || parsed.data[0] > 8.64e15) throw new RangeError('not a cursor of this catalogue');
  return { uploadedAt: new Date(parsed.data[0]), uploadId: parsed.data[1] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
