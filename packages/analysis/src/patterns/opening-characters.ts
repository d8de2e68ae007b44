/** What a part of a pattern may begin with; null: anything. `optional`: it may match nothing. */
interface Opening {
  codes: ReadonlySet<number> | null;
  optional: boolean;
}

interface Reader {
  pattern: string;
  at: number;
}

const token = /\[\^?(?:\\.|[^\]\\])*\]|\\.|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[\s\S]/y;
const quantifier = /(?:([*?]|\{0(?:,\d*)?\})|\+|\{\d+(?:,\d*)?\})\??/y;
const classItem = /(\\.|[^\\])(?:-(\\.|[^\\]))?/g;
const nothing: Opening = { codes: new Set(), optional: true };
const anything: Opening = { codes: null, optional: false };
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

/**
 * The code units a match of the regular expression (without flags) can begin with, or more; null when it may be any or the match may be
 * empty. What a look-around asks for is left out of account.
 */
export function openingCharacters(pattern: string): ReadonlySet<number> | null {
  const { codes, optional } = readAlternatives({ pattern, at: 0 });
  return optional ? null : codes;
}

function readAlternatives(reader: Reader): Opening {
  let all = readSequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    const next = readSequence(reader);
    all = { codes: union(all.codes, next.codes), optional: all.optional || next.optional };
  }
  return all;
}

function readSequence(reader: Reader): Opening {
  let all = nothing;
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const atom = readAtom(reader);
    const repeated = take(reader, quantifier);
    const optional = atom.optional || repeated?.[1] !== undefined;
    if (all.optional) all = { codes: union(all.codes, atom.codes), optional };
  }
  return all;
}

function readAtom(reader: Reader): Opening {
  const atom = take(reader, token)?.[0] ?? '';
  if (atom.startsWith('(')) {
    const inner = readAlternatives(reader);
    reader.at += 1;
    return /[=!]$/.test(atom) ? nothing : inner;
  }
  if (/^(?:[$^]|\\b)$/i.test(atom)) return nothing;
  if (atom.startsWith('[^') || atom === '.') return anything;
  return { codes: atom.startsWith('[') ? classCodes(atom.slice(1, -1)) : codesAt(atom), optional: false };
}

function classCodes(items: string): ReadonlySet<number> | null {
  let all: ReadonlySet<number> | null = nothing.codes;
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
  if (/^\\[\da-z]/i.test(atom) && !controls.has(atom)) return null;
  return codesOf(literal(atom), literal(atom));
}

function literal(atom: string): string {
  return controls.get(atom) ?? atom.slice(-1);
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
