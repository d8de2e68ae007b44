import { ReportSort, Sha256 } from '@nianbao/contracts';
import { z } from 'zod';

const Position = z.object({
  sort: ReportSort,
  order: z.enum(['asc', 'desc']),
  key: z.union([z.string(), z.number()]),
  id: Sha256,
});
/** The last row of a page of reports: the next page begins after it. */
export type ReportPosition = z.infer<typeof Position>;

/** Opaque to callers. JSON has no −∞, so that key travels as text. */
export function encodeSortCursor({ key, ...rest }: ReportPosition): string {
  const sent = typeof key === 'number' && !Number.isFinite(key) ? String(key) : key;
  return Buffer.from(JSON.stringify({ ...rest, key: sent })).toString('base64url');
}

/** Throws RangeError when the text is not a cursor. */
export function decodeSortCursor(text: string): ReportPosition {
  try {
    return Position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new RangeError('not a cursor of this catalogue', { cause });
  }
}
