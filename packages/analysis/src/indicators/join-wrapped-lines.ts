import type { Outline, Section } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';

const closed = /[。；;！？!?：:\t]\s*$/;
const clauseMark = /[，。；]/;
// 一、 （一） 1. ① : such a line opens something new.
const opensItem =
  /^\s*(?:[一二三四五六七八九十]+、|[(（]\s*[一二三四五六七八九十\d]+\s*[)）]|\d+[、.．](?!\d)|[①-⑳]|附[件表]|第)/;
const shortestLine = 12;

/**
 * The text with a space for every line break inside a sentence, so that offsets stay: a line of running words that stops without a
 * closing mark goes on in the next one, be it a soft break or a wrap of the printed page. Headings and rows of tables stand alone.
 */
export function joinWrappedLines(text: string, outline: Outline): string {
  const breaks: number[] = [];
  let headingEnds: Set<number> | null = null;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0; start = at + 1, at = text.indexOf('\n', start)) {
    if (at - start < shortestLine || closed.test(text.slice(Math.max(start, at - 4), at))) continue;
    const line = text.slice(start, at);
    const next = text.slice(at + 1, at + 40).split('\n')[0] ?? '';
    if (line.includes('\t') || next.includes('\t') || next.trim() === '') continue;
    if (!clauseMark.test(line) || opensItem.test(next)) continue;
    headingEnds ??= new Set(headingEndsOf(outline.sections));
    if (!headingEnds.has(at)) breaks.push(at);
  }
  return breaks.length === 0 ? text : withSpacesAt(text, breaks);
}

function headingEndsOf(sections: readonly Section[]): number[] {
  return flatMap(sections, ({ headingEnd, inline, children }) => [
    ...(inline ? [] : [headingEnd, headingEnd - 1]),
    ...headingEndsOf(children),
  ]);
}

function withSpacesAt(text: string, breaks: readonly number[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const at of breaks) {
    pieces.push(text.slice(from, at));
    from = at + 1;
  }
  pieces.push(text.slice(from));
  return pieces.join(' ');
}
