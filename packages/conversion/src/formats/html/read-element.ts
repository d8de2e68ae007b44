import type { Loss } from '@nianbao/contracts';
import elements from './page-elements.json' with { type: 'json' };
import furniture from './page-furniture.json' with { type: 'json' };
import { attribute, type PageElement, textOf } from './parse-page.ts';

/** Style of a block that belongs to the page and not to its article; a hint for whoever marks noise. */
export type FurnitureStyle = 'page-navigation' | 'page-tools' | 'page-metadata';

const blocks = new Set(elements.blocks);
const leftOut = new Set(elements.leftOut);
const embedded = new Set(elements.embedded);
const navigationNames = new Set(furniture.navigation);
const toolNames = new Set(furniture.tools);
/** A container with more text, or with sentences, holds an article, whatever its name says. */
const maxFurnitureLength = 1500;
const maxFurnitureSentences = 1;

export function isBlock(element: PageElement): boolean {
  return blocks.has(element.tagName);
}

/** Why an element gives no text: a kind of loss, `'silent'` when nobody would miss it, `undefined` when it is read. */
export function findOmission(element: PageElement): Loss['kind'] | 'silent' | undefined {
  if (leftOut.has(element.tagName)) return 'silent';
  if (embedded.has(element.tagName)) return 'embedded-object';
  if (element.tagName === 'del') return 'tracked-deletion';
  const style = attribute(element, 'style').toLowerCase().replaceAll(/\s/gu, '');
  const title = attribute(element, 'title').toLowerCase();
  // Word and LibreOffice save headers, footers, notes and comments as marked parts of the page.
  if (element.tagName === 'div' && (title === 'header' || title === 'footer')) return title;
  const part = /mso-element:(header|footer|footnote|endnote|comment)/u.exec(style)?.[1];
  if (part !== undefined) return part === 'endnote' ? 'footnote' : (part as Loss['kind']);
  if (/^sd(?:foot|end)note\d/u.test(attribute(element, 'id'))) return 'footnote';
  if (/^sd(?:foot|end)noteanc/u.test(attribute(element, 'class')) || /mso-footnote-id/u.test(style))
    return 'silent';
  const isHidden =
    element.attrs.some(({ name }) => name === 'hidden') ||
    /(?:^|;)(?:display:none|visibility:hidden|mso-hide:all)/u.test(style);
  return isHidden ? 'hidden-text' : undefined;
}

/** Whether the element centres its content; `undefined` when it does not say. */
export function readAlignment(element: PageElement): boolean | undefined {
  if (element.tagName === 'center') return true;
  const style = /text-align\s*:\s*(\w+)/iu.exec(attribute(element, 'style'))?.[1];
  const align = (style ?? attribute(element, 'align')).toLowerCase();
  return align === '' ? undefined : align === 'center';
}

/** What part of the page around the article an element's tag, role and names say it is. */
export function findFurniture(element: PageElement): FurnitureStyle | undefined {
  const names = ['class', 'id', 'role'].flatMap((name) =>
    attribute(element, name)
      .toLowerCase()
      .split(/[^a-z]+/u),
  );
  const style =
    element.tagName === 'nav' ||
    element.tagName === 'footer' ||
    element.tagName === 'aside' ||
    names.some((name) => navigationNames.has(name))
      ? 'page-navigation'
      : names.some((name) => toolNames.has(name))
        ? 'page-tools'
        : undefined;
  if (style === undefined) return undefined;
  const text = textOf(element).replaceAll(/\s+/gu, '');
  const sentences = text.split('。').length - 1;
  return text.length <= maxFurnitureLength && sentences <= maxFurnitureSentences ? style : undefined;
}
