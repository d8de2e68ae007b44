/** A run of text as placed on the page, turned upright: y grows upwards, units are points. */
export interface Fragment {
  text: string;
  x0: number;
  x1: number;
  /** Baseline. */
  y: number;
  /** Font size as drawn. */
  size: number;
}

export interface PdfPage {
  /** 1-based. */
  number: number;
  fragments: Fragment[];
  /** The upright page box. */
  box: { left: number; right: number; bottom: number; top: number };
  /** Fragments at another angle than the page's text (watermarks, vertical stamps), left out. */
  slanted: number;
}

/** One line of text within its column. */
export interface PageLine {
  page: number;
  /** Parts separated by wide gaps, left to right; a table row has several. */
  segments: Segment[];
  x0: number;
  x1: number;
  y: number;
  size: number;
  /** Lines of one column group share margins: `single`, `left`, `right`. */
  column: 'single' | 'left' | 'right';
  /** The line began with a raised number, which was left out: a footnote. */
  opensNote: boolean;
}

export interface Segment {
  text: string;
  x0: number;
  x1: number;
  /** What it was put together from, left to right. */
  fragments: Fragment[];
}
