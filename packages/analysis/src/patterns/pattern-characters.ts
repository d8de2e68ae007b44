/** A part of a pattern. */
interface Part {
  /** What it may begin with; null: anything. */
  opening: ReadonlySet<number> | null;
  /** It may match nothing. */
  optional: boolean;
  /** Characters of which every match holds one; null: none is known. */
  required: ReadonlySet<number> | null;
}

interface Reader {
  pattern: string;
  at: number;
}

const token = /\[\^?(?:\\.|[^\]\\])*\]|\\u[\da-f]{4}|\\k<\w+>|\\.|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[\s\S]/iy;
const quantifier = /(?:([*?]|\{0(?:,\d*)?\})|\+|\{\d+(?:,\d*)?\})\??/y;
const classItem = /(\\u[\da-f]{4}|\\.|[^\\])(?:-(\\u[\da-f]{4}|\\.|[^\\]))?/gi;
const codePoint = /^\\u(....)$/;
const nothing: Part = { opening: new Set(), optional: true, required: null };
const anything: Part = { opening: null, optional: false, required: null };
const controls = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
]);
const classes = new Map([
  ['\\d', '0-9'],
  ['\\s', '\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'],
]);
// A range of more characters (一-龥) narrows nothing down.
const widest = 1000;
/** Stand in nearly every text and clause: to require one of them says nothing. `#` is the figure in the clauses that rules look at. */
const common = Array.from('#，。、；：', (character) => character.charCodeAt(0));

/**
 * The code units a match of the regular expression (without flags) can begin with, or more; null when it may be any or the match may be
 * empty. What a look-around asks for is left out of account.
 */
export function openingCharacters(pattern: string): ReadonlySet<number> | null {
  const { opening, optional } = readAlternatives({ pattern, at: 0 });
  return optional ? null : opening;
}

/**
 * Code units of which every match of the regular expression (without flags) holds at least one, as few as the pattern allows; null when
 * none are known that tell one text from another.
 */
export function requiredCharacters(pattern: string): readonly number[] | null {
  const { required } = readAlternatives({ pattern, at: 0 });
  return required && [...required];
}

function readAlternatives(reader: Reader): Part {
  let all = readSequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    const next = readSequence(reader);
    all = {
      opening: union(all.opening, next.opening),
      optional: all.optional || next.optional,
      required: union(all.required, next.required),
    };
  }
  return all;
}

function readSequence(reader: Reader): Part {
  let { opening, optional, required } = nothing;
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const atom = readAtom(reader);
    const mayMiss = take(reader, quantifier)?.[1] !== undefined;
    if (optional) opening = union(opening, atom.opening);
    if (!mayMiss) required = fewer(required, atom.required);
    optional &&= atom.optional || mayMiss;
  }
  return { opening, optional, required };
}

function readAtom(reader: Reader): Part {
  const atom = take(reader, token)?.[0] ?? '';
  if (atom.startsWith('(')) {
    const inner = readAlternatives(reader);
    reader.at += 1;
    return /[=!]$/.test(atom) ? nothing : inner;
  }
  if (/^(?:[$^]|\\b)$/i.test(atom)) return nothing;
  if (atom.startsWith('[^') || atom === '.') return anything;
  const codes = atom.startsWith('[') ? classCodes(atom.slice(1, -1)) : codesAt(atom);
  return {
    opening: codes,
    optional: false,
    required: common.some((code) => codes?.has(code)) ? null : codes,
  };
}

/** The smaller one; of two as small the later, which words of Chinese are told apart by more often. */
function fewer(one: ReadonlySet<number> | null, other: ReadonlySet<number> | null): typeof one {
  return one === null || (other !== null && other.size <= one.size) ? other : one;
}

function classCodes(items: string): ReadonlySet<number> | null {
  let all: ReadonlySet<number> | null = nothing.opening;
  for (const [, first = '', last] of items.matchAll(classItem)) {
    const range = last === undefined ? codesAt(first) : codesOf(literal(first), literal(last));
    all = union(all, range);
  }
  return all;
}

/** A character, or an escape: of those that stand for something, only some are known. */
function codesAt(atom: string): ReadonlySet<number> | null {
  const items = classes.get(atom);
  if (items !== undefined) return classCodes(items);
  if (/^\\(?!u....)[\da-z]/i.test(atom) && !controls.has(atom)) return null;
  return codesOf(literal(atom), literal(atom));
}

function literal(atom: string): string {
  const code = codePoint.exec(atom)?.[1];
  return code ? String.fromCharCode(Number.parseInt(code, 16)) : (controls.get(atom) ?? atom.slice(-1));
}

function codesOf(first: string, last: string): ReadonlySet<number> | null {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  return to - from >= widest
    ? null
    : new Set(Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

function union(
  one: ReadonlySet<number> | null,
  other: ReadonlySet<number> | null,
): ReadonlySet<number> | null {
  return one && other && new Set([...one, ...other]);
}

function take(reader: Reader, expression: RegExp): RegExpExecArray | null {
  expression.lastIndex = reader.at;
  const match = expression.exec(reader.pattern);
  if (match) reader.at = expression.lastIndex;
  return match;
}
