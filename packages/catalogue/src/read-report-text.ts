import { ConvertedDocument, type Result } from '@nianbao/contracts';
import type { ObjectStore } from '@nianbao/object-store';

/** The text is some KB; that of a report of a thousand pages stays far below. */
const maxTextBytes = 64 * 1024 * 1024;
const Text = ConvertedDocument.pick({ text: true });

/**
 * The canonical text a report was read from, to be searched; undefined for a failure, and where the artefact is gone or damaged: the
 * report is still found by all else.
 */
export async function readReportText(
  store: Pick<ObjectStore, 'getBytes'>,
  result: Result,
): Promise<string | undefined> {
  if (result.kind !== 'report') return undefined;
  try {
    const bytes = await store.getBytes(result.textKey, maxTextBytes);
    return Text.parse(JSON.parse(new TextDecoder().decode(bytes))).text;
  } catch (error) {
    const names = ['ObjectNotFoundError', 'ObjectTooLargeError', 'SyntaxError', 'ZodError'];
    if (error instanceof Error && (names.includes(error.name) || error.name === '$ZodError'))
      return undefined;
    throw error;
  }
}
