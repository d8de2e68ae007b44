import { symbolText } from '../symbol-text.ts';
import { formatNumber } from './format-number.ts';
import type { AbstractList, NumberingDefinitions, NumberingLevel } from './list-definitions.ts';
import type { StyleSheet } from './style-sheet.ts';

export interface ParagraphNumbering {
  styleId?: string | undefined;
  /** The paragraph's own numPr. */
  numId?: string | undefined;
  level?: number | undefined;
}

export interface Numberer {
  /** Counts the paragraph and gives its label with what parts it from the text (`（一）`, `1. `); `''` when it has none. */
  label(paragraph: ParagraphNumbering): string;
}

const maxLevel = 8;
/** A tab after a label that ends in one of these shows as no gap worth a character. */
const closedLabel = /[\p{Script=Han}、。．，：）】〕》\u2460-\u24FF\u3200-\u32FF]$/u;

interface List {
  abstractList: AbstractList;
  overrides: ReadonlyMap<number, { start?: number; level?: NumberingLevel }>;
}

/**
 * Restores automatic numbers in document order, as Word shows them: lists of one abstract definition share their counters,
 * a start override applies when its list is first used, and a level restarts after a higher one unless told otherwise.
 */
export function createNumberer(definitions: NumberingDefinitions, styles: StyleSheet): Numberer {
  const counters = new Map<string, (number | undefined)[]>();
  const startedLists = new Set<string>();
  return {
    label(paragraph) {
      const place = findPlace(paragraph, definitions, styles);
      if (place === undefined) return '';
      const { numId, list, index, level } = place;
      const numbers = counters.get(list.abstractList.id) ?? [];
      counters.set(list.abstractList.id, numbers);
      count(
        numbers,
        list,
        index,
        startedLists.has(`${numId}/${index}`) ? undefined : list.overrides.get(index)?.start,
      );
      startedLists.add(`${numId}/${index}`);
      return writeLabel(numbers, list, level);
    },
  };
}

function findPlace(paragraph: ParagraphNumbering, definitions: NumberingDefinitions, styles: StyleSheet) {
  const chain = styles.chain(paragraph.styleId);
  const styled = chain.find((style) => style.numId !== undefined);
  const numId = paragraph.numId ?? styled?.numId;
  if (numId === undefined || numId === '0') return undefined;
  const list = findList(numId, definitions, styles);
  if (list === undefined) return undefined;
  const linked =
    paragraph.numId === undefined
      ? styleLevel(
          list,
          chain.map((style) => style.id),
        )
      : undefined;
  const styledLevel =
    paragraph.numId === undefined ? chain.find((style) => style.level !== undefined)?.level : undefined;
  const index = Math.min(maxLevel, Math.max(0, paragraph.level ?? linked ?? styledLevel ?? 0));
  const level = levelOf(list, index);
  return level === undefined ? undefined : { numId, list, index, level };
}

function findList(numId: string, definitions: NumberingDefinitions, styles: StyleSheet): List | undefined {
  const list = definitions.lists.get(numId);
  const abstractList = definitions.abstractLists.get(list?.abstractId ?? '');
  if (list === undefined || abstractList === undefined) return undefined;
  const linkedNumId =
    abstractList.numberingStyle === undefined ? undefined : styles.get(abstractList.numberingStyle)?.numId;
  const linked = definitions.abstractLists.get(definitions.lists.get(linkedNumId ?? '')?.abstractId ?? '');
  return { abstractList: linked ?? abstractList, overrides: list.overrides };
}

function styleLevel(list: List, styleIds: string[]): number | undefined {
  for (const styleId of styleIds) {
    for (const [index, level] of list.abstractList.levels) if (level.paragraphStyle === styleId) return index;
  }
  return undefined;
}

function levelOf(list: List, index: number): NumberingLevel | undefined {
  return list.overrides.get(index)?.level ?? list.abstractList.levels.get(index);
}

function count(
  numbers: (number | undefined)[],
  list: List,
  index: number,
  startOverride: number | undefined,
): void {
  const before = numbers[index];
  numbers[index] = startOverride ?? (before === undefined ? startOf(list, index) : before + 1);
  for (let higher = 0; higher < index; higher += 1) numbers[higher] ??= startOf(list, higher);
  for (let deeper = index + 1; deeper <= maxLevel; deeper += 1) {
    const restartAfter = levelOf(list, deeper)?.restartAfter ?? deeper;
    if (restartAfter > index) numbers[deeper] = undefined;
  }
}

function startOf(list: List, index: number): number {
  return list.overrides.get(index)?.start ?? levelOf(list, index)?.start ?? 1;
}

function writeLabel(numbers: (number | undefined)[], list: List, level: NumberingLevel): string {
  if (level.format === 'none' && !level.text.includes('%')) return withSuffix(level.text, level);
  if (level.format === 'bullet') return withSuffix(bullet(level.text), level);
  const label = level.text.replaceAll(/%([1-9])/gu, (_, digit: string) => {
    const index = Number(digit) - 1;
    const format = level.legal ? 'decimal' : (levelOf(list, index)?.format ?? 'decimal');
    return formatNumber(format, numbers[index] ?? startOf(list, index));
  });
  return withSuffix(label, level);
}

function withSuffix(label: string, level: NumberingLevel): string {
  if (label === '' || level.suffix === 'nothing') return label;
  return level.suffix === 'tab' && closedLabel.test(label) ? label : `${label} `;
}

function bullet(text: string): string {
  return text.replaceAll(
    /[\uF020-\uF0FF]/gu,
    (sign) => symbolText('Wingdings', sign.codePointAt(0) ?? 0) ?? '•',
  );
}
