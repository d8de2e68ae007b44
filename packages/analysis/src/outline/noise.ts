import type { ConvertedDocument, Noise } from '@nianbao/contracts';
import { allMatches } from '../patterns/all-matches.ts';
import { anyOf } from '../patterns/any-of.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { NoiseLexicon } from '../profiles/profile.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { findContents, type TextLine } from './find-contents.ts';

// A body paragraph: long, and it ends like one. What stands before the first and after the last is the page around the report.
const bodyLength = 60;
const longestNoiseLine = 160;
/** What a web page itself says about its blocks, as styles of the converted document. */
const hints: Record<string, Noise['kind']> = {
  'page-navigation': 'web-navigation',
  'page-tools': 'page-tools',
  'page-metadata': 'metadata-box',
};

/** Styles that Word, WPS and LibreOffice give the lines of a table of contents. */
const contentsStyle = /^(?:toc|contents)(?:_20_| )?(?:\d|heading)|目录/i;

const compile = compileOnce((lexicon: NoiseLexicon) => ({
  rules: lexicon.lines.map((rule) => ({ ...rule, regex: new RegExp(rule.pattern) })),
  anyRule: anyOf(lexicon.lines.map(({ pattern }) => pattern)),
  anyRuleInside: anyOf(lexicon.lines.flatMap(({ pattern, edges }) => (edges ? [] : [pattern]))),
  labels: new RegExp(`^[\\[【·•]?\\s*(?:${lexicon.labels.join('|')})\\s*[：\\]】]?$`),
  tail: new RegExp(lexicon.tail),
}));

/** Marks what is no part of the report. Nothing is cut: spans are those of the document's text. */
export function findNoise(document: ConvertedDocument, folded: string, lexicon: NoiseLexicon): Noise[] {
  const lines = splitLines(folded);
  const noise = [...inlineNoise(document.text, lexicon), ...hintedNoise(document)];
  const body = flatMap(lines, (line, index) => (isBody(line.text) ? [index] : []));
  const first = body[0] ?? lines.length;
  const last = body.at(-1) ?? -1;
  const { rules, anyRule, anyRuleInside, labels, tail } = compile(lexicon);
  const edge = (index: number): boolean => index < first || index > last;
  const take = (line: TextLine, kind: Noise['kind']): void => {
    noise.push({ start: line.start, end: line.end, quote: document.text.slice(line.start, line.end), kind });
  };
  for (const line of findContents(lines)) take(line, 'other');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || line.text === '' || line.text.length > longestNoiseLine) continue;
    if (index > last && last >= 0 && tail.test(line.text)) {
      for (const rest of lines.slice(index)) if (rest.text !== '') take(rest, 'web-navigation');
      break;
    }
    const isNoise = (edge(index) ? anyRule : anyRuleInside).test(line.text);
    const rule = isNoise
      ? rules.find((one) => (!one.edges || edge(index)) && one.regex.test(line.text))
      : undefined;
    const isLabel = edge(index) && labels.test(line.text.replace(/\s/g, ''));
    if (rule || isLabel) take(line, rule?.kind ?? 'metadata-box');
    const value = isLabel ? lines[index + 1] : undefined;
    if (value && isLabelValue(value.text) && !anyRule.test(value.text)) {
      take(value, 'metadata-box');
      index += 1;
    }
  }
  let covered = 0;
  return noise
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      const fresh = span.end > covered;
      covered = Math.max(covered, span.end);
      return fresh;
    });
}

/** Blanks noise out of folded text; lengths stay. */
export function blank(folded: string, noise: Noise[]): string {
  if (noise.length === 0) return folded;
  const pieces: string[] = [];
  let at = 0;
  for (const span of noise) {
    if (span.start < at) continue;
    pieces.push(folded.slice(at, span.start), folded.slice(span.start, span.end).replace(/[^\n]/g, ' '));
    at = span.end;
  }
  pieces.push(folded.slice(at));
  return pieces.join('');
}

function hintedNoise({ blocks, text }: ConvertedDocument): Noise[] {
  return flatMap(blocks, ({ start, end, style }) => {
    const kind = hints[style ?? ''] ?? (contentsStyle.test(style ?? '') ? 'other' : undefined);
    return kind === undefined ? [] : [{ start, end, quote: text.slice(start, end), kind }];
  });
}

function inlineNoise(text: string, lexicon: NoiseLexicon): Noise[] {
  return flatMap(lexicon.inline, ({ kind, pattern }) =>
    allMatches(compiledPattern(pattern, 'g'), text).map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      quote: match[0],
      kind,
    })),
  );
}

function splitLines(folded: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (const raw of folded.split('\n')) {
    const text = raw.trim();
    const from = start + (text === '' ? 0 : raw.indexOf(text));
    lines.push({ start: from, end: from + text.length, text });
    start += raw.length + 1;
  }
  return lines;
}

function isBody(text: string): boolean {
  return text.length >= bodyLength && /[。，]/.test(text);
}

/** A value is short, says nothing and is not the title. */
function isLabelValue(text: string): boolean {
  return text !== '' && text.length <= 40 && !/[：。]$|报告$|总结$|^[一二三四五六七八九十]、/.test(text);
}
