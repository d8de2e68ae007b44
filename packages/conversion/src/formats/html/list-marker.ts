import { formatNumber } from '../../numbering/format-number.ts';
import formats from './list-formats.json' with { type: 'json' };
import { attribute, type PageElement } from './parse-page.ts';

/** An open list: `next` is the number of its next item; `undefined` when its items show no number. */
export interface OpenList {
  format: string;
  next: number | undefined;
}

/** Reads `ol` and `ul`. Bullets are drawn by the style sheet and say nothing: they are left out. */
export function openList(element: PageElement): OpenList {
  const style = listStyle(element);
  const isOrdered = element.tagName === 'ol' && style !== 'none';
  const start = Number.parseInt(attribute(element, 'start'), 10);
  return { format: style ?? 'decimal', next: isOrdered ? (Number.isNaN(start) ? 1 : start) : undefined };
}

/** The item's marker as the page shows it (`1. `, `一、`), and counts on. */
export function nextMarker(list: OpenList | undefined, item: PageElement): string {
  if (list?.next === undefined || /list-style(?:-type)?\s*:\s*none/iu.test(attribute(item, 'style')))
    return '';
  const value = Number.parseInt(attribute(item, 'value'), 10);
  const number = Number.isNaN(value) ? list.next : value;
  list.next = number + 1;
  const known: Record<string, { format: string; suffix: string }> = formats.styles;
  const { format, suffix } = known[list.format] ?? { format: 'decimal', suffix: '. ' };
  return formatNumber(format, number) + suffix;
}

function listStyle(element: PageElement): string | undefined {
  const style = /list-style(?:-type)?\s*:\s*([\w-]+)/iu.exec(attribute(element, 'style'))?.[1]?.toLowerCase();
  const type: Record<string, string> = formats.types;
  return style ?? type[attribute(element, 'type')];
}
