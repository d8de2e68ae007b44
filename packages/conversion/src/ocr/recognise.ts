import {
  type ConvertedDocument,
  type ErrorCode,
  type Loss,
  type Page,
  PermanentError,
} from '@nianbao/contracts';
import type { ConversionLimits } from '../converter.ts';
import { composePages } from '../formats/pdf/compose-pages.ts';
import { pdfEngines } from '../formats/pdf/pdf-engines.ts';
import type { PdfPage } from '../formats/pdf/pdf-page.ts';
import { pdfjsEngine } from '../formats/pdf/pdfjs-engine.ts';
import { createLossLedger, type LossLedger } from '../loss-ledger.ts';
import { type Turn, withRenderer } from '../rendering/with-renderer.ts';
import { wrapImage } from '../rendering/wrap-image.ts';
import { lowConfidence, minConfidence, uprightConfidence } from './confidence.ts';
import { levelSizes } from './level-sizes.ts';
import { type ImagePage, readImagePage } from './read-image-page.ts';
import { ocrEngine } from './recogniser.ts';

/**
 * Reads the pages that `convert` left unread from their pictures and puts the document together anew, in page order:
 * the other pages keep their text layer. In this process; services use `createConverterPool`.
 * Throws TOO_LARGE beyond `limits.ocrPages`; PDF_CORRUPT, GARBLED_TEXT_LAYER or NO_TEXT_LAYER when there is no text at all.
 */
export async function recognise(
  bytes: Uint8Array,
  converted: ConvertedDocument,
  limits: Pick<ConversionLimits, 'ocrPages' | 'textLength'>,
): Promise<ConvertedDocument> {
  const unread = (converted.pages ?? []).filter((page) => page.imageOnly).map((page) => page.number);
  if (unread.length > limits.ocrPages)
    throw new PermanentError('TOO_LARGE', `${unread.length} pages to recognise, limit ${limits.ocrPages}`);
  const losses = createLossLedger();
  carryOver(converted, 'unreadable-glyphs', losses);
  const isImage = converted.format === 'image';
  const textPages = isImage ? [] : await readTextPages(bytes, converted, losses);
  if (!losses.list().some(({ kind }) => kind === 'truncated')) carryOver(converted, 'truncated', losses);
  const recognised = levelSizes(await readImages(isImage ? wrapImage(bytes) : bytes, unread), textPages);
  const pages = [...textPages, ...recognised].sort((a, b) => a.number - b.number);
  const { text, blocks, pageSpans } = composePages(pages, losses, limits.textLength);
  if (text.trim() === '') throw new PermanentError(whyUnreadable(converted));
  countLosses(recognised, losses);
  return {
    text,
    blocks,
    pages: pageSpans.map((span) => describePage(span, recognised)),
    format: converted.format,
    engine: isImage ? ocrEngine : `${converted.engine} + ${ocrEngine}`,
    losses: losses.list(),
  };
}

function carryOver(converted: ConvertedDocument, kind: Loss['kind'], losses: LossLedger): void {
  const found = converted.losses.find((loss) => loss.kind === kind);
  if (found !== undefined) losses.add(kind, found.detail, found.count);
}

function whyUnreadable({ losses }: ConvertedDocument): ErrorCode {
  const kinds = new Set(losses.map(({ kind }) => kind));
  if (kinds.has('truncated')) return 'PDF_CORRUPT';
  return kinds.has('unreadable-glyphs') ? 'GARBLED_TEXT_LAYER' : 'NO_TEXT_LAYER';
}

/** With the engine that read the document before. */
async function readTextPages(
  bytes: Uint8Array,
  { engine, pages = [] }: ConvertedDocument,
  losses: LossLedger,
): Promise<PdfPage[]> {
  const unread = new Set(pages.filter(({ imageOnly }) => imageOnly).map(({ number }) => number));
  const { read } = pdfEngines.find(({ name }) => name === engine) ?? pdfjsEngine;
  const choose = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => index + 1).filter((number) => !unread.has(number));
  return read(bytes, choose, losses);
}

async function readImages(pdf: Uint8Array, numbers: readonly number[]): Promise<ImagePage[]> {
  return withRenderer(pdf, async (renderer) => {
    const pages: ImagePage[] = [];
    let turn: Turn = 0;
    for (const number of numbers) {
      const page = await readImagePage(renderer, number, turn);
      if (page.confidence >= uprightConfidence) turn = page.turn;
      pages.push(page);
    }
    return pages;
  });
}

function countLosses(recognised: readonly ImagePage[], losses: LossLedger): void {
  const seen = recognised.filter(({ isBlank }) => !isBlank);
  const lost = seen.filter(({ confidence }) => confidence < minConfidence);
  const doubtful = seen.filter(({ confidence }) => confidence >= minConfidence && confidence < lowConfidence);
  losses.add('image-only-page', list(lost), lost.length);
  losses.add('low-confidence', list(doubtful), doubtful.length);
}

function list(pages: readonly ImagePage[]): string {
  return pages.map(({ number, confidence }) => `p. ${number} (${Math.round(confidence)} %)`).join(', ');
}

function describePage(span: Page, recognised: readonly ImagePage[]): Page {
  const read = recognised.find(({ number }) => number === span.number);
  if (read === undefined) return span;
  return { ...span, imageOnly: true, engine: ocrEngine, confidence: read.confidence };
}
