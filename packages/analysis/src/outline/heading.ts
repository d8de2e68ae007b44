import type { OutlineAnomaly, SectionRole } from '@nianbao/contracts';

/** A heading before it has a place in the tree. */
export interface Heading {
  /** `number`: numbered · `bare`: a line of its own without number · `unheaded`: a part split off by its cue · `annex` */
  origin: 'number' | 'bare' | 'unheaded' | 'annex';
  start: number;
  headingEnd: number;
  /** As printed; null without number. */
  number: string | null;
  /** Style of the number, see `HeadingNumber.kind`; '' without number. */
  kind: string;
  value: number;
  weak: boolean;
  title: string;
  /** Content goes on in the heading's own paragraph. */
  inline: boolean;
  /** Roles its own words give it; the first is the section's. */
  roles: SectionRole[];
  /** Level set by the word processor's style, by the cue, or by the items that follow in its paragraph. */
  fixedLevel: number | null;
  /** 1-based, 0 until known. */
  level: number;
  anomalies: OutlineAnomaly[];
}

/** The style that opens top-level sections: 第一部分, else 一、, else that of the first heading. */
export function topKind(headings: Heading[]): string | undefined {
  const numbered = headings.filter((heading) => heading.origin === 'number');
  return (
    ['part', 'han'].find((kind) => numbered.some((heading) => heading.kind === kind)) ?? numbered[0]?.kind
  );
}
