import type { PageBlock } from './page-block.ts';

const minLinkShare = 0.8;
const minLinks = 3;
const minRun = 3;
/** Lists of news give each its day. */
const date = /[[(（【]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）】]?/gu;

/** Blocks of nothing but links, many in one or several in a row, are menus: they get the style `page-navigation`. */
export function markLinkLists(blocks: PageBlock[]): PageBlock[] {
  const isMenu = blocks.map((block) => isLinks(block) && block.links >= minLinks);
  let start = 0;
  for (let index = 0; index <= blocks.length; index += 1) {
    const block = blocks[index];
    if (block !== undefined && isLinks(block)) continue;
    if (index - start >= minRun) isMenu.fill(true, start, index);
    start = index + 1;
  }
  return blocks.map((block, index) =>
    isMenu[index] === true && !isFurniture(block)
      ? { ...block, traits: { ...block.traits, kind: 'paragraph', style: 'page-navigation' } }
      : block,
  );
}

function isLinks({ content, links, linkLength, isHeading }: PageBlock): boolean {
  return (
    links > 0 &&
    !isHeading &&
    linkLength >= content.replaceAll(date, '').replaceAll(/[\s|>＞»·-]/gu, '').length * minLinkShare
  );
}

function isFurniture({ traits }: PageBlock): boolean {
  return traits.style?.startsWith('page-') === true;
}
