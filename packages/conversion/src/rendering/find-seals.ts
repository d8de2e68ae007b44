import type { PageSize } from './draw-page.ts';

export interface PixelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A pixel whose red stands out this far over green and blue is seal ink, also where it is worn. */
const redness = 50;
/** The page is looked at in squares, so many along its shorter side; one is red with this share of red pixels. */
const squares = 64;
const redShare = 0.04;
/** A seal of an office measures 38 to 50 mm, the shorter side of A4 210 mm: a share of it, with room for photographs of pages. */
const minSide = 0.1;
const maxSide = 0.36;
/** Round or oval; the red letterhead of an official document and its rule are far wider than high. */
const maxAspect = 1.45;

/** The boxes of red seals on a picture of four bytes a pixel, red first. */
export function findSeals(pixels: Uint8Array, { width, height }: PageSize): PixelBox[] {
  const side = Math.max(1, Math.floor(Math.min(width, height) / squares));
  const columns = Math.ceil(width / side);
  const red = countRed(pixels, width, side);
  const isRed = (square: number): boolean => (red.get(square) ?? 0) >= side * side * redShare;
  const open = new Set([...red.keys()].filter(isRed));
  const seals: PixelBox[] = [];
  for (const square of open) {
    const box = takePatch(open, square, columns);
    if (isSeal(box))
      seals.push({
        left: box.left * side,
        top: box.top * side,
        right: Math.min(width, (box.right + 1) * side),
        bottom: Math.min(height, (box.bottom + 1) * side),
      });
  }
  return seals;
}

function countRed(pixels: Uint8Array, width: number, side: number): Map<number, number> {
  const columns = Math.ceil(width / side);
  const counts = new Map<number, number>();
  for (let at = 0, pixel = 0; at < pixels.length; at += 4, pixel += 1) {
    const over = (pixels[at] ?? 0) - Math.max(pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    if (over < redness) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const square = Math.floor(y / side) * columns + Math.floor(x / side);
    counts.set(square, (counts.get(square) ?? 0) + 1);
  }
  return counts;
}

/** Takes the squares that hang together with the first one and gives their box, in squares. */
function takePatch(open: Set<number>, first: number, columns: number): PixelBox {
  const box = { left: columns, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  const waiting = [first];
  open.delete(first);
  for (let square = waiting.pop(); square !== undefined; square = waiting.pop()) {
    const [x, y] = [square % columns, Math.floor(square / columns)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
    for (const down of [-1, 0, 1])
      for (const across of [-1, 0, 1]) {
        const near = square + down * columns + across;
        if (Math.abs((near % columns) - x) <= 1 && open.delete(near)) waiting.push(near);
      }
  }
  return box;
}

function isSeal({ left, top, right, bottom }: PixelBox): boolean {
  const [across, down] = [right - left + 1, bottom - top + 1];
  const [small, large] = [Math.min(across, down), Math.max(across, down)];
  return small >= squares * minSide && large <= squares * maxSide && large <= small * maxAspect;
}
