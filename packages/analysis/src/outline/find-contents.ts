/** A line of folded text without white space at its ends. */
export interface TextLine {
  start: number;
  end: number;
  text: string;
}

/** A table of contents stands near the beginning. */
const reach = 300;
const minEntries = 2;
const title = /^目 *录$/;
/** Words, then a gap or a leader of dots, then the page. */
const paged = /^(.{2,80}?)( *[.·…。]{2,} *| +)[-—]? ?\d{1,3} ?[-—]?$/;
const pageEnd = /[\d—-]/;
const number =
  /^(?:第[一二三四五六七八九十]+[章节部分]+|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d{1,2}[.、])/;

/**
 * The lines of a table of contents: headings that come again further down, with their pages, or below 目录. Read as headings, they
 * would be a second outline.
 */
export function findContents(lines: readonly TextLine[]): TextLine[] {
  const filled = lines.filter(({ text }) => text !== '');
  let squeezed: string[] | undefined;
  for (let first = 0; first < Math.min(reach, filled.length); first += 1) {
    const isTitled = title.test(filled[first]?.text ?? '');
    let end = isTitled ? first + 1 : first;
    while (end < Math.min(first + reach, filled.length) && isEntry(end, isTitled)) end += 1;
    if (end - first - (isTitled ? 1 : 0) >= minEntries) return filled.slice(first, end);
  }
  return [];

  function isEntry(at: number, isTitled: boolean): boolean {
    const { text = '' } = filled[at] ?? {};
    // Hardly a line of a report ends in a page.
    if (!isTitled && !pageEnd.test(text.slice(-1))) return false;
    const [, entry = isTitled ? text : '', leader = ''] = paged.exec(text) ?? [];
    const words = entry.replaceAll(' ', '');
    const bare = words.replace(number, '');
    // A row of a table has words and a number too.
    const isHeading = isTitled || bare !== words || leader.trim() !== '';
    if (!isHeading || bare === '') return false;
    squeezed ??= filled.map(({ text }) => text.replaceAll(' ', ''));
    return squeezed.some((line, later) => later > at && startsLine(line, words, bare));
  }
}

/** Whether a heading comes again: its number may have been left to the program. A line of the same page would be another entry. */
function startsLine(line: string, words: string, bare: string): boolean {
  return (line.startsWith(words) || line.startsWith(bare)) && !/\d$/.test(line);
}
