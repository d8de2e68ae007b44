import type { ConvertedDocument } from '@nianbao/contracts';
import type { PageImage } from '../rendering/page-image.ts';
import { type ConverterProcess, startConverterProcess } from './converter-process.ts';
import { createTurnstile } from './turnstile.ts';

export interface ConverterPoolOptions {
  /** Child processes at most; started when first needed. Default 2. */
  size?: number;
  /** Per document, from when a child takes it. Default 60,000. */
  timeoutMs?: number;
  /** Per page that is recognised, on average, or drawn. Default 30,000. */
  pageTimeoutMs?: number;
  /** Pages that may be recognised in one document. Default 100. */
  maxOcrPages?: number;
  /** Resident memory of a child. Default 1,024. */
  memoryMb?: number;
  /** Documents after which a child is replaced. Default 200. */
  recycleAfter?: number;
  /** The child's program; for tests. */
  entry?: string | URL;
}

export interface ConverterPool {
  /**
   * Converts one document, as bytes or as a path, in a child process; waits for a free one.
   * Throws `PermanentError` (also TIMEOUT), `ConverterCrashedError` when the child
   * died, and the signal's reason when aborted. A child that overstepped is killed; the next document gets a new one.
   */
  convert(source: Uint8Array | string, name: string, signal?: AbortSignal): Promise<ConvertedDocument>;
  /** Reads the pages that `convert` left unread from their pictures, in a child process; throws what `convert` throws. */
  recognise(
    source: Uint8Array | string,
    converted: ConvertedDocument,
    signal?: AbortSignal,
  ): Promise<ConvertedDocument>;
  /**
   * One page of a PDF or a picture as a PNG in colour, for a viewer; `undefined` when there is no such page.
   * Throws what `convert` throws, and UNSUPPORTED_TYPE for files without pages.
   */
  renderPage(
    source: Uint8Array | string,
    page: number,
    options?: RenderOptions,
  ): Promise<PageImage | undefined>;
  /** Kills the children; documents under way and waiting fail. */
  close(): Promise<void>;
}

export interface RenderOptions {
  /** Pixels; 2400 at most. Default 1200. */
  maxWidth?: number;
  signal?: AbortSignal;
}

/** What a service that shows pages needs of the pool. */
export type PageImages = Pick<ConverterPool, 'renderPage'>;

interface Slot {
  process?: ConverterProcess;
}

export function createConverterPool(options: ConverterPoolOptions = {}): ConverterPool {
  const { size = 2, timeoutMs = 60_000, memoryMb = 950, recycleAfter = 200, entry } = options;
  const { pageTimeoutMs = 30_000, maxOcrPages = 100 } = options;
  const limits = { memoryMb, ...(entry === undefined ? {} : { entry }) };
  const slots: Slot[] = Array.from({ length: size }, () => ({}));
  const turnstile = createTurnstile(slots);
  let closed = false;
  const run: ConverterProcess['run'] = async (request, limitMs, signal) => {
    const slot = await turnstile.take(signal);
    try {
      if (closed) throw poolClosed();
      slot.process = slot.process?.alive === true ? slot.process : startConverterProcess(limits);
      return await slot.process.run(request, limitMs, signal);
    } finally {
      await recycle(slot, recycleAfter);
      turnstile.giveBack(slot);
    }
  };
  return {
    convert: (source, name, signal) => run({ task: 'convert', source, name }, timeoutMs, signal),
    recognise(source, converted, signal) {
      const pages = converted.pages?.filter(({ imageOnly }) => imageOnly).length ?? 0;
      const limitMs = timeoutMs + pageTimeoutMs * Math.min(pages, maxOcrPages);
      return run({ task: 'recognise', source, converted, maxPages: maxOcrPages }, limitMs, signal);
    },
    renderPage: (source, page, { maxWidth = 1200, signal } = {}) =>
      run({ task: 'render', source, page, maxWidth }, pageTimeoutMs, signal),
    async close() {
      closed = true;
      turnstile.close(poolClosed());
      await Promise.all(slots.map((slot) => slot.process?.kill()));
    },
  };
}

async function recycle({ process }: Slot, recycleAfter: number): Promise<void> {
  if (process?.alive === true && (process.served >= recycleAfter || (await process.isBloated())))
    await process.kill();
}

function poolClosed(): Error {
  return new Error('the converter pool is closed');
}
