import type { Matrix } from './matrix.ts';

/** A run of text as an engine found it, in the page's own coordinates, before it is turned upright. */
export interface PlacedText {
  text: string;
  /** From text space, in which the font is one unit large, to the page; its last two numbers are the start of the baseline. */
  matrix: Matrix;
  /** Along the baseline, points. */
  width: number;
}
