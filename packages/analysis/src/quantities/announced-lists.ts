import { codeTable } from '../patterns/code-table.ts';

/** A list its words announce and a bare total closes: 排查矛盾纠纷：婚姻家庭12起、土地权属8起，共计20起. */
export interface AnnouncedList<Figure> {
  /** What the whole list counts: 排查矛盾纠纷. */
  announcement: string;
  items: { figure: Figure; name: string }[];
  total: Figure;
}

const opener = codeTable('：:（(');
const mark = codeTable('，,。；;：:、\n（()）0123456789');
const opening =
  /(?:^|[，,。；;：:、\n])([^，,。；;：:、\d\n（()）]{4,24})[：:（(]([^，,。；;：:、\d\n（()）]{1,14})$/;
const nextItem = /^、([^，,。；;：:、\d\n（()）]{1,14})$/;
const totalWords = /^[）)]?[，,、]?(?:合计|共计|总计|累计|总共|共)(?:有|为|达)?$/;
const reach = 48;

/** The announced lists among `figures`, which stand in the order of `text`. */
export function announcedLists<Figure extends { start: number; end: number }>(
  text: string,
  figures: readonly Figure[],
): AnnouncedList<Figure>[] {
  const lists: AnnouncedList<Figure>[] = [];
  for (const [index, first] of figures.entries()) {
    // Few figures have such a mark before their name: the expression need not look at the others.
    if (!isOpened(text, first.start)) continue;
    const from = Math.max(figures[index - 1]?.end ?? 0, first.start - reach);
    const [, announcement, name] = opening.exec(text.slice(from, first.start)) ?? [];
    if (announcement === undefined || name === undefined) continue;
    const items = [{ figure: first, name }];
    for (let at = index + 1; at < figures.length; at += 1) {
      const [before, figure] = [figures[at - 1], figures[at]];
      if (!before || !figure || figure.start - before.end > reach) break;
      const gap = text.slice(before.end, figure.start);
      const item = nextItem.exec(gap)?.[1];
      if (item !== undefined && !totalWords.test(gap)) items.push({ figure, name: item });
      else {
        if (items.length > 1 && totalWords.test(gap)) lists.push({ announcement, items, total: figure });
        break;
      }
    }
  }
  return lists;
}

/** Whether the last mark before the figure is one that opens a list. */
function isOpened(text: string, start: number): boolean {
  const first = Math.max(0, start - reach);
  let at = start - 1;
  while (at >= first && !mark[text.charCodeAt(at)]) at -= 1;
  return opener[text.charCodeAt(at)] === 1;
}
