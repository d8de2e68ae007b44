import { endsSentence, opensHeading } from '../../blocks/paragraph-cues.ts';

/** Stands for `<br>` while a block is read. */
export const lineBreak = '\u000B';

/** A shorter line was broken on purpose: a title, a line of a signature, a label. */
const minWrappedLength = 28;
const wide = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’—…]/u;
const indent = /^(?:\u3000|\u00A0{2})/u;

/** The lines of a block as paragraphs, white space collapsed; a long line broken in mid-sentence runs on. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let previous = '';
  for (const raw of text.split(lineBreak)) {
    const collapsed = collapse(raw);
    const line = collapsed.trim();
    const runsOn =
      previous.length >= minWrappedLength &&
      line !== '' &&
      wide.test(previous.at(-1) ?? '') &&
      wide.test(line.charAt(0)) &&
      !endsSentence(previous) &&
      !opensHeading(previous) &&
      !opensHeading(line) &&
      !indent.test(collapsed);
    if (runsOn) lines[lines.length - 1] = `${lines.at(-1) ?? ''}${line}`;
    else if (line !== '') lines.push(line);
    previous = line;
  }
  return lines;
}

/** As a page shows it: one space for a run of white space, none for a line break between Chinese characters. */
function collapse(text: string): string {
  return text.replaceAll(/[\t\n\f\r ]+/gu, (space, at: number) => {
    const isWrap =
      space.includes('\n') && wide.test(text.charAt(at - 1)) && wide.test(text.charAt(at + space.length));
    return isWrap ? '' : ' ';
  });
}
