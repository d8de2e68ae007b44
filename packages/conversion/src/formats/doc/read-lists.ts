import type {
  LevelOverride,
  NumberingDefinitions,
  NumberingLevel,
} from '../../numbering/list-definitions.ts';
import numberFormats from './number-formats.json' with { type: 'json' };
import type { FileInformation } from './read-fib.ts';

const listBytes = 28;
const overrideBytes = 16;
const levelBytes = 28;
const levelsOfList = 9;
const simpleListBit = 1;

/** List tables ([MS-DOC] 2.9.180, 2.9.176) as numbering definitions: lists by their 1-based override index. */
export function readLists(table: Buffer, { lists, listOverrides }: FileInformation): NumberingDefinitions {
  const definitions: NumberingDefinitions = { abstractLists: new Map(), lists: new Map() };
  if (lists.length >= 2) readAbstractLists(table, lists.start, lists.length, definitions);
  if (listOverrides.length >= 4) readOverrides(table, listOverrides.start, definitions);
  return definitions;
}

/** The levels of all lists follow the table itself. */
function readAbstractLists(
  table: Buffer,
  start: number,
  length: number,
  definitions: NumberingDefinitions,
): void {
  const count = table.readUInt16LE(start);
  let at = start + length;
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + index * listBytes;
    const id = String(table.readInt32LE(entry));
    const isSimple = (table.readUInt8(entry + 26) & simpleListBit) !== 0;
    const levels = new Map<number, NumberingLevel>();
    for (let level = 0; level < (isSimple ? 1 : levelsOfList); level += 1) {
      const read = readLevel(table, at);
      levels.set(level, read.level);
      at = read.end;
    }
    definitions.abstractLists.set(id, { id, levels });
  }
}

function readOverrides(table: Buffer, start: number, definitions: NumberingDefinitions): void {
  const count = table.readUInt32LE(start);
  let at = start + 4 + count * overrideBytes;
  for (let index = 0; index < count; index += 1) {
    const entry = start + 4 + index * overrideBytes;
    const overrides = new Map<number, LevelOverride>();
    // The data of each override begins with four bytes that mean nothing.
    at += 4;
    for (let left = table.readUInt8(entry + 12); left > 0; left -= 1) at = readOverride(table, at, overrides);
    definitions.lists.set(String(index + 1), { abstractId: String(table.readInt32LE(entry)), overrides });
  }
}

function readOverride(table: Buffer, at: number, overrides: Map<number, LevelOverride>): number {
  const flags = table.readUInt32LE(at + 4);
  const override: LevelOverride = {};
  if ((flags & 0x10) !== 0) override.start = table.readInt32LE(at);
  overrides.set(flags & 0x0f, override);
  if ((flags & 0x20) === 0) return at + 8;
  const { level, end } = readLevel(table, at + 8);
  override.level = level;
  return end;
}

/** One level ([MS-DOC] 2.9.150): the label's pattern holds the numbers of its levels as characters 0 to 8. */
function readLevel(table: Buffer, at: number): { level: NumberingLevel; end: number } {
  const flags = table.readUInt8(at + 5);
  const pattern = at + levelBytes + table.readUInt8(at + 24) + table.readUInt8(at + 25);
  const end = pattern + 2 + table.readUInt16LE(pattern) * 2;
  if (end > table.length) throw new RangeError('a list level is cut off');
  const formats: Record<string, string> = numberFormats.formats;
  const suffix = table.readUInt8(at + 15);
  const level: NumberingLevel = {
    start: table.readInt32LE(at),
    format: formats[String(table.readUInt8(at + 4))] ?? 'decimal',
    text: [...table.subarray(pattern + 2, end).toString('utf16le')].map(placeholder).join(''),
    suffix: suffix === 1 ? 'space' : suffix === 2 ? 'nothing' : 'tab',
    legal: (flags & 0x04) !== 0,
    ...((flags & 0x08) === 0 ? {} : { restartAfter: table.readUInt8(at + 26) }),
  };
  return { level, end };
}

function placeholder(character: string): string {
  const code = character.charCodeAt(0);
  return code < levelsOfList ? `%${code + 1}` : character;
}
