import { formatNumber } from '../../numbering/format-number.ts';

const separator = /[,，;；]/u;
const circles = /^[○〇◯]$/u;
const boxes = /^[□☐]$/u;
const ticks = /^[√✓✔]$/u;

/**
 * What a field without a result shows. Word writes its Chinese layouts as EQ fields: enclosed characters (`EQ \o\ac(○,1)`: ①),
 * ticked boxes, phonetic guides (`\o\ad(\s\up 9(zhong),中)`: 中), fractions. `''` for other fields, `undefined` for other equations.
 */
export function showEquation(code: string): string | undefined {
  if (!/^\s*EQ\b/iu.test(code)) return '';
  const plain = code.replaceAll(/\\\*\s*(?:"[^"]*"|\S+)/gu, '');
  const found = /\\([of])(?:\\[a-z]+)*\s*(?=\()/iu.exec(plain);
  if (found === null) return undefined;
  const shown = splitArguments(plain.slice(found.index + found[0].length)).map(dropRaised);
  if (found[1]?.toLowerCase() === 'f') return shown.join('/');
  return overlay(shown.filter((each) => each !== ''));
}

/** Characters over one another: a frame and what it holds, or a text and marks over it. */
function overlay(layers: readonly string[]): string {
  const inner = layers.at(-1) ?? '';
  const frame = layers.length > 1 ? (layers[0] ?? '') : '';
  if (circles.test(frame) && /^\d{1,2}$/u.test(inner))
    return formatNumber('decimalEnclosedCircle', Number(inner));
  return boxes.test(frame) && ticks.test(inner) ? '☑' : inner;
}

/** Of `(a,b)…`, the arguments; commas in inner brackets do not part them. */
function splitArguments(content: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const character of content) {
    if (character === ')') depth -= 1;
    if (depth === 0) {
      if (character === ')') break;
    } else if (depth === 1 && separator.test(character)) found.push('');
    else found[found.length - 1] += character;
    if (character === '(') depth += 1;
  }
  return found;
}

function dropRaised(argument: string): string {
  return argument.replaceAll(/\\s(?:\\[a-z]+\s*\d*\s*)*\([^()]*\)/giu, '').trim();
}
