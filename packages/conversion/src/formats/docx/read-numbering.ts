import type {
  AbstractList,
  LevelOverride,
  NumberingDefinitions,
  NumberingLevel,
} from '../../numbering/list-definitions.ts';
import { readXml, type XmlElement } from '../../packaging/read-xml.ts';

/** Reads word/numbering.xml. */
export function readNumbering(part: Uint8Array, maxDepth: number): NumberingDefinitions {
  const definitions: NumberingDefinitions = { abstractLists: new Map(), lists: new Map() };
  const reading: Reading = { definitions };
  readXml(
    part,
    { open: (element) => openElement(reading, element), close: (name) => closeElement(reading, name) },
    maxDepth,
  );
  return definitions;
}

interface Reading {
  definitions: NumberingDefinitions;
  abstractList?: AbstractList | undefined;
  list?: { abstractId: string; overrides: Map<number, LevelOverride> } | undefined;
  override?: LevelOverride | undefined;
  level?: NumberingLevel | undefined;
}

function openElement(reading: Reading, element: XmlElement): void {
  const value = element.get('val') ?? '';
  switch (element.name) {
    case 'w:abstractNum':
      reading.abstractList = { id: element.get('abstractNumId') ?? '', levels: new Map() };
      reading.definitions.abstractLists.set(reading.abstractList.id, reading.abstractList);
      break;
    case 'w:numStyleLink':
      if (reading.abstractList !== undefined) reading.abstractList.numberingStyle = value;
      break;
    case 'w:num':
      reading.list = { abstractId: '', overrides: new Map() };
      reading.definitions.lists.set(element.get('numId') ?? '', reading.list);
      break;
    case 'w:abstractNumId':
      if (reading.list !== undefined) reading.list.abstractId = value;
      break;
    case 'w:lvlOverride':
      reading.override = {};
      reading.list?.overrides.set(toInteger(element.get('ilvl')), reading.override);
      break;
    case 'w:startOverride':
      if (reading.override !== undefined) reading.override.start = toInteger(value);
      break;
    case 'w:lvl':
      openLevel(reading, toInteger(element.get('ilvl')));
      break;
    default:
      if (reading.level !== undefined) applyToLevel(reading.level, element.name, value, element);
  }
}

function openLevel(reading: Reading, index: number): void {
  const level: NumberingLevel = { start: 0, format: 'decimal', text: '', suffix: 'tab', legal: false };
  reading.level = level;
  if (reading.override !== undefined) reading.override.level = level;
  else reading.abstractList?.levels.set(index, level);
}

function applyToLevel(level: NumberingLevel, name: string, value: string, element: XmlElement): void {
  if (name === 'w:start') level.start = toInteger(value);
  // A custom format stands in mc:Choice with a plain one in mc:Fallback: the plain one is kept.
  else if (name === 'w:numFmt') level.format = value === 'custom' ? level.format : value;
  else if (name === 'w:lvlText') level.text = value;
  else if (name === 'w:suff') level.suffix = value === 'space' || value === 'nothing' ? value : 'tab';
  else if (name === 'w:lvlRestart') level.restartAfter = toInteger(value);
  else if (name === 'w:isLgl')
    level.legal = element.get('val') === undefined || !['0', 'false', 'off'].includes(value);
  else if (name === 'w:pStyle') level.paragraphStyle = value;
}

function closeElement(reading: Reading, name: string): void {
  if (name === 'w:abstractNum') reading.abstractList = undefined;
  else if (name === 'w:num') reading.list = undefined;
  else if (name === 'w:lvlOverride') reading.override = undefined;
  else if (name === 'w:lvl') reading.level = undefined;
}

function toInteger(value: string | undefined): number {
  const number = Number.parseInt(value ?? '', 10);
  return Number.isNaN(number) ? 0 : number;
}
