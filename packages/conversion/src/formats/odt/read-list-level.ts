import type { NumberingLevel } from '../../numbering/list-definitions.ts';
import type { XmlElement } from '../../packaging/read-xml.ts';
import numberFormats from './number-formats.json' with { type: 'json' };

const formats: Record<string, string> = numberFormats.formats;
const maxLevels = 10;

/** A level of a list style (ODF 1.3 part 3, 16.32); `index` counts from 0. */
export function readListLevel(element: XmlElement, index: number): NumberingLevel {
  const level: NumberingLevel = {
    start: readStart(element),
    format: 'none',
    text: '',
    suffix: 'tab',
    legal: false,
  };
  if (element.name === 'list-level-style-image') return level;
  if (element.name === 'list-level-style-bullet')
    return { ...level, format: 'bullet', text: element.get('bullet-char') ?? '' };
  const numberFormat = element.get('num-format') ?? '';
  const [prefix, suffix] = [element.get('num-prefix') ?? '', element.get('num-suffix') ?? ''];
  if (numberFormat === '') return { ...level, text: prefix + suffix };
  // LibreOffice's own attribute says more than prefix and suffix: `第%1%章`.
  const pattern = element.get('num-list-format')?.replaceAll(/%(\d+)%/gu, '%$1');
  return {
    ...level,
    format: formats[numberFormat.split(',')[0] ?? ''] ?? 'decimal',
    text: pattern ?? `${prefix}${numbersOf(index, element.get('display-levels'))}${suffix}`,
  };
}

export function readLabelSuffix(element: XmlElement): NumberingLevel['suffix'] {
  const follower = element.get('label-followed-by');
  return follower === 'space' || follower === 'nothing' ? follower : 'tab';
}

function readStart(element: XmlElement): number {
  const start = Number.parseInt(element.get('start-value') ?? '1', 10);
  return Number.isNaN(start) ? 1 : start;
}

/** `%1.%2` for a level that shows the one above it too. */
function numbersOf(index: number, displayLevels: string | undefined): string {
  const shown = Math.min(index + 1, maxLevels, Math.max(1, Number.parseInt(displayLevels ?? '1', 10) || 1));
  return Array.from({ length: shown }, (_, offset) => `%${index + 2 - shown + offset}`).join('.');
}
