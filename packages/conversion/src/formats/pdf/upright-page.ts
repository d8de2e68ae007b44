import type { Fragment, PdfPage } from './pdf-page.ts';
import type { PlacedText } from './placed-text.ts';

const quarterTurn = Math.PI / 2;
/** Scans lie a little askew; a watermark lies more than this. Radians. */
const maxSkew = 0.15;

/** Quarter turns anticlockwise, or `undefined` for any other angle. */
type Turned = PlacedText & { turn: number | undefined };

/**
 * The page turned so that most of its text is upright; text at other angles is counted and left out. `/Rotate` needs no
 * care: the angle comes from the text itself. `view` is left, bottom, right, top.
 */
export function uprightPage(number: number, items: readonly PlacedText[], view: readonly number[]): PdfPage {
  const placed = items.flatMap(findTurn);
  const turn = mainTurn(placed);
  const upright = placed.filter((item) => item.turn === turn);
  return {
    number,
    fragments: upright.map((item) => turnUpright(item, turn)),
    box: turnBox(view, turn),
    slanted: placed.length - upright.length,
  };
}

function findTurn(item: PlacedText): Turned[] {
  const { text, matrix } = item;
  if (text.trim() === '' || matrix.some((value) => !Number.isFinite(value))) return [];
  const angle = Math.atan2(matrix[1], matrix[0]);
  const turns = Math.round(angle / quarterTurn);
  const straight = Math.abs(angle - turns * quarterTurn) <= maxSkew;
  return [{ ...item, turn: straight ? (turns + 4) % 4 : undefined }];
}

function mainTurn(placed: readonly Turned[]): number {
  const weights = [0, 0, 0, 0];
  for (const { turn, text } of placed)
    if (turn !== undefined) weights[turn] = (weights[turn] ?? 0) + text.length;
  return weights.indexOf(Math.max(...weights));
}

function turnUpright({ text, matrix, width }: PlacedText, turn: number): Fragment {
  const [x, y] = turnPoint(matrix[4], matrix[5], turn);
  const size = Math.hypot(matrix[2], matrix[3]) || Math.hypot(matrix[0], matrix[1]) || 1;
  const content = text.trim();
  const lead = text.length - text.trimStart().length;
  const trail = text.length - text.trimEnd().length;
  const blankWidth = (blanks: string): number =>
    [...blanks].reduce((sum, c) => sum + (c === '\u3000' ? size : size / 4), 0);
  // White space at the ends of a run is layout: it moves the edges, as an indent written in full-width spaces does.
  const x0 = x + Math.min(width, blankWidth(text.slice(0, lead)));
  const x1 = Math.max(x0, x + width - blankWidth(text.slice(text.length - trail)));
  return { text: content, x0, x1, y, size };
}

/** Rotates by `turn` quarter turns clockwise, so that text at that angle becomes horizontal. */
function turnPoint(x: number, y: number, turn: number): [number, number] {
  if (turn === 1) return [y, -x];
  if (turn === 2) return [-x, -y];
  if (turn === 3) return [-y, x];
  return [x, y];
}

function turnBox(view: readonly number[], turn: number): PdfPage['box'] {
  const [ax, ay] = turnPoint(view[0] ?? 0, view[1] ?? 0, turn);
  const [bx, by] = turnPoint(view[2] ?? 0, view[3] ?? 0, turn);
  return { left: Math.min(ax, bx), right: Math.max(ax, bx), bottom: Math.min(ay, by), top: Math.max(ay, by) };
}
