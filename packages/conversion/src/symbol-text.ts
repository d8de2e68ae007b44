import fonts from './data/symbol-fonts.json' with { type: 'json' };

const tables: Record<string, unknown> = fonts;
/** Where Windows puts the characters of symbol fonts: U+F000 and their 8-bit code. */
const firstPrivate = 0xf000;
const lastPrivate = 0xf0ff;

/** A character of a symbol font as Unicode text; `undefined` when the font or the character is not known. */
export function symbolText(font: string, codePoint: number): string | undefined {
  const isPrivate = codePoint >= firstPrivate && codePoint <= lastPrivate;
  const table = Object.hasOwn(tables, font) ? tables[font] : undefined;
  if (isTable(table))
    return table[(isPrivate ? codePoint - firstPrivate : codePoint).toString(16).toUpperCase()];
  return isPrivate || !(codePoint > 0x20 && codePoint < 0xe000) ? undefined : String.fromCodePoint(codePoint);
}

function isTable(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null;
}
