import { countFurniture } from '../../count-furniture.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import type { NumberingLevel } from '../../numbering/list-definitions.ts';
import { readXml, type XmlElement } from '../../packaging/read-xml.ts';
import { readLabelSuffix, readListLevel } from './read-list-level.ts';

export interface OdfStyle {
  name: string;
  parent?: string;
  isAutomatic: boolean;
  listStyle?: string;
  centred?: boolean;
  hidden?: boolean;
}

export interface OdfStyles {
  /** By family and name: `paragraph/P1`. */
  styles: Map<string, OdfStyle>;
  /** Levels from 0 by list style; `outline` numbers headings. */
  lists: Map<string, Map<number, NumberingLevel>>;
}

/** Key of the numbering of headings among the list styles. */
export const outlineList = 'outline';

interface Reading {
  into: OdfStyles;
  losses: LossLedger;
  isAutomatic: boolean;
  style?: OdfStyle | undefined;
  list?: Map<number, NumberingLevel> | undefined;
  level?: NumberingLevel | undefined;
  /** Header or footer that is open, and its text. */
  furniture?: { name: string; kind: 'header' | 'footer'; text: string } | undefined;
  seen: Set<string>;
}

/** Adds the styles of a part (styles.xml, content.xml) and counts the headers and footers of its page styles. */
export function readOdfStyles(part: Uint8Array, into: OdfStyles, losses: LossLedger, maxDepth: number): void {
  const reading: Reading = { into, losses, isAutomatic: false, seen: new Set() };
  readXml(
    part,
    {
      open: (element) => openElement(reading, element),
      close: (name) => closeElement(reading, name),
      text(content) {
        if (reading.furniture !== undefined) reading.furniture.text += content;
      },
    },
    maxDepth,
  );
}

/** The style and those it is based on, nearest first. */
export function styleChain({ styles }: OdfStyles, family: string, name: string | undefined): OdfStyle[] {
  const chain: OdfStyle[] = [];
  let next = styles.get(`${family}/${name ?? ''}`);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.parent === undefined ? undefined : styles.get(`${family}/${next.parent}`);
  }
  return chain;
}

function openElement(reading: Reading, element: XmlElement): void {
  const { name } = element;
  const furniture = /^(header|footer)(?:-left|-first)?$/u.exec(name)?.[1];
  if (name === 'automatic-styles') reading.isAutomatic = true;
  else if (name === 'style') openStyle(reading, element);
  else if (name === 'list-style' || name === 'outline-style') {
    reading.list = new Map();
    reading.into.lists.set(
      name === 'outline-style' ? outlineList : (element.get('name') ?? ''),
      reading.list,
    );
  } else if (/^(?:list-level-style-(?:number|bullet|image)|outline-level-style)$/u.test(name)) {
    const index = Number.parseInt(element.get('level') ?? '1', 10) - 1;
    reading.level = readListLevel(element, index);
    reading.list?.set(index, reading.level);
  } else if (name === 'list-level-label-alignment' && reading.level !== undefined) {
    reading.level.suffix = readLabelSuffix(element);
  } else if (furniture === 'header' || furniture === 'footer')
    reading.furniture ??= { name, kind: furniture, text: '' };
  else if (reading.style !== undefined) applyProperty(reading.style, element);
}

function openStyle(reading: Reading, element: XmlElement): void {
  const name = element.get('name') ?? '';
  const [parent, listStyle] = [element.get('parent-style-name'), element.get('list-style-name')];
  reading.style = {
    name: element.get('display-name') ?? name,
    isAutomatic: reading.isAutomatic,
    ...(parent === undefined ? {} : { parent }),
    ...(listStyle === undefined ? {} : { listStyle }),
  };
  reading.into.styles.set(`${element.get('family') ?? ''}/${name}`, reading.style);
}

function applyProperty(style: OdfStyle, element: XmlElement): void {
  const align = element.name === 'paragraph-properties' ? element.get('text-align') : undefined;
  if (align !== undefined) style.centred = align === 'center';
  const display = element.name === 'text-properties' ? element.get('display') : undefined;
  if (display !== undefined) style.hidden = display === 'none';
}

function closeElement(reading: Reading, name: string): void {
  if (name === 'automatic-styles') reading.isAutomatic = false;
  else if (name === 'style') reading.style = undefined;
  else if (name === 'list-style' || name === 'outline-style') reading.list = undefined;
  else if (/^(?:list-level-style|outline-level-style)/u.test(name)) reading.level = undefined;
  else if (reading.furniture?.name === name) {
    const { kind, text } = reading.furniture;
    if (!reading.seen.has(kind + text)) countFurniture(reading.losses, kind, text);
    reading.seen.add(kind + text);
    reading.furniture = undefined;
  }
}
