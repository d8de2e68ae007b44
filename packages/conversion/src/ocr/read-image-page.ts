import type { PdfPage } from '../formats/pdf/pdf-page.ts';
import type { Raster } from '../rendering/render-page.ts';
import type { PageRenderer, Turn } from '../rendering/with-renderer.ts';
import { minConfidence, uprightConfidence } from './confidence.ts';
import { isNonsense } from './is-nonsense.ts';
import { liesOnSide } from './lies-on-side.ts';
import { type Recognised, recogniseRaster } from './recogniser.ts';
import { toFragments } from './to-fragments.ts';

/** Pixels of a page's shorter side: an A4 page at 200 dpi, however large the file says that its paper is. */
const shortSide = 1650;
/** Enough to tell which way is up. */
const previewSide = 900;
const turns = [0, 1, 2, 3] as const;
/** Darker than this is ink, and a page with less of it than this share is empty. */
const ink = 128;
const blankShare = 0.000_3;

export interface ImagePage extends PdfPage {
  confidence: number;
  /** How the page had to be turned to be read. */
  turn: Turn;
  /** Its picture shows nothing, so that nothing is lost. */
  isBlank: boolean;
}

/** Reads one page from its picture. `expected` is how the pages before it lay; turned pages are found by trying. */
export async function readImagePage(
  renderer: PageRenderer,
  number: number,
  expected: Turn,
): Promise<ImagePage> {
  const lies = liesOnSide(renderer.render(number, previewSide, expected));
  const turn = lies ? await findTurn(renderer, number, sideways(expected)) : expected;
  const first = await readTurned(renderer, number, turn);
  if (first.isBlank || first.confidence >= uprightConfidence) return first;
  const others = turns.filter((each) => each !== turn);
  const second = await readTurned(renderer, number, await findTurn(renderer, number, others));
  return second.confidence > first.confidence ? second : first;
}

async function readTurned(renderer: PageRenderer, number: number, turn: Turn): Promise<ImagePage> {
  const raster = renderer.render(number, shortSide, turn);
  const shown = renderer.size(number);
  const [width, height] = turn % 2 === 0 ? [shown.width, shown.height] : [shown.height, shown.width];
  const page = {
    number,
    fragments: [],
    box: { left: 0, right: width, bottom: 0, top: height },
    slanted: 0,
    confidence: 0,
    turn,
  };
  if (isBlank(raster)) return { ...page, isBlank: true };
  const { lines, confidence }: Recognised = await recogniseRaster(raster);
  const scale = { points: width / raster.width, height: raster.height };
  const fragments = toFragments(lines, scale);
  if (isNonsense(fragments.map(({ text }) => text).join(''), confidence))
    return { ...page, confidence: Math.min(confidence, minConfidence - 1), isBlank: false };
  return { ...page, fragments, confidence, isBlank: false };
}

/** The turn that a small picture of the page is read best with. */
async function findTurn(renderer: PageRenderer, number: number, among: readonly Turn[]): Promise<Turn> {
  let best: { turn: Turn; confidence: number } = { turn: among[0] ?? 0, confidence: 0 };
  for (const turn of among) {
    const { confidence } = await recogniseRaster(renderer.render(number, previewSide, turn));
    if (confidence > best.confidence) best = { turn, confidence };
    if (confidence >= uprightConfidence) break;
  }
  return best.turn;
}

function sideways(turn: Turn): Turn[] {
  return turns.filter((each) => (each - turn) % 2 !== 0);
}

function isBlank({ pixels }: Raster): boolean {
  let dark = 0;
  for (const pixel of pixels) if (pixel < ink) dark += 1;
  return dark < pixels.length * blankShare;
}
