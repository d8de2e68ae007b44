import type { PdfPage } from '../formats/pdf/pdf-page.ts';
import type { Raster } from '../rendering/render-page.ts';
import type { PageRenderer, Turn } from '../rendering/with-renderer.ts';
import { lowConfidence, minConfidence } from './confidence.ts';
import { type Recognised, recogniseRaster } from './recogniser.ts';
import { toFragments } from './to-fragments.ts';

/** Pixels of a page's shorter side: an A4 page at 200 dpi, however large the file says that its paper is. */
const shortSide = 1650;
/** Enough to tell which way is up. */
const previewSide = 900;
/** Most turned pages lie on one side. */
const likelyTurns = [1, 3, 0, 2] as const;
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
  const first = await readTurned(renderer, number, expected);
  if (first.isBlank || first.confidence >= lowConfidence) return first;
  const turn = await findTurn(renderer, number, first);
  if (turn === expected) return first;
  const other = await readTurned(renderer, number, turn);
  return other.confidence > first.confidence ? other : first;
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
  // Below this it is a photograph or a drawing read as characters.
  const fragments = confidence < minConfidence ? [] : toFragments(lines, scale);
  return { ...page, fragments, confidence, isBlank: false };
}

async function findTurn(renderer: PageRenderer, number: number, first: ImagePage): Promise<Turn> {
  let best = { turn: first.turn, confidence: first.confidence };
  for (const turn of likelyTurns) {
    if (turn === first.turn || best.confidence >= lowConfidence) continue;
    const { confidence } = await recogniseRaster(renderer.render(number, previewSide, turn));
    if (confidence > best.confidence) best = { turn, confidence };
  }
  return best.turn;
}

function isBlank({ pixels }: Raster): boolean {
  let dark = 0;
  for (const pixel of pixels) if (pixel < ink) dark += 1;
  return dark < pixels.length * blankShare;
}
