import { createStyleSheet, type Style, type StyleSheet } from '../../numbering/style-sheet.ts';
import { readParagraphProperties } from './paragraph-properties.ts';
import type { TableRange } from './read-fib.ts';

const paragraphKind = 1;
const noBase = 0x0fff;

/** The style sheet ([MS-DOC] 2.9.271), as far as text, numbering and structure need it; styles are named by their index. */
export function readStyleSheet(table: Buffer, { start, length }: TableRange): StyleSheet {
  return createStyleSheet(length === 0 ? new Map() : readStyles(table.subarray(start, start + length)));
}

function readStyles(sheet: Buffer): Map<string, Style> {
  const styles = new Map<string, Style>();
  const headerBytes = sheet.readUInt16LE(0);
  const count = sheet.readUInt16LE(2);
  const baseBytes = sheet.readUInt16LE(4);
  let at = 2 + headerBytes;
  for (let index = 0; index < count && at + 2 <= sheet.length; index += 1) {
    const length = sheet.readUInt16LE(at);
    const style =
      length === 0 ? undefined : readStyle(sheet.subarray(at + 2, at + 2 + length), index, baseBytes);
    if (style !== undefined) styles.set(style.id, style);
    at += 2 + length + (length % 2);
  }
  return styles;
}

function readStyle(entry: Buffer, index: number, baseBytes: number): Style | undefined {
  if (entry.length < baseBytes + 2) return undefined;
  const kindAndBase = entry.readUInt16LE(2);
  const base = kindAndBase >> 4;
  const nameLength = entry.readUInt16LE(baseBytes);
  const nameEnd = baseBytes + 2 + nameLength * 2;
  const style: Style = {
    id: String(index),
    name:
      headingName(entry.readUInt16LE(0) & 0x0fff) ??
      entry.subarray(baseBytes + 2, nameEnd).toString('utf16le'),
    isDefaultParagraph: index === 0,
    ...(base === noBase ? {} : { basedOn: String(base) }),
  };
  if ((kindAndBase & 0x0f) !== paragraphKind || nameEnd + 6 > entry.length) return style;
  const papx = nameEnd + 2;
  const { list, level, outlineLevel, centred } = readParagraphProperties(
    entry.subarray(papx + 4, papx + 2 + entry.readUInt16LE(papx)),
  );
  return {
    ...style,
    ...(list === undefined ? {} : { numId: String(list) }),
    ...(level === undefined ? {} : { level }),
    ...(outlineLevel === undefined ? {} : { outlineLevel }),
    ...(centred === undefined ? {} : { alignment: centred ? 'center' : 'left' }),
  };
}

/** Built-in styles 1 to 9 are the headings, whatever the interface language calls them. */
function headingName(builtIn: number): string | undefined {
  return builtIn >= 1 && builtIn <= 9 ? `heading ${builtIn}` : undefined;
}
