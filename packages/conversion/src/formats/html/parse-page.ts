import { PermanentError } from '@nianbao/contracts';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';

export type PageNode = DefaultTreeAdapterTypes.ChildNode;
export type PageElement = DefaultTreeAdapterTypes.Element;

/** The tree a browser would build, tag soup included. Throws TOO_DEEP. */
export function parsePage(markup: string, maxDepth: number): PageNode[] {
  let depth = 0;
  const document = parse(markup, {
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush() {
        depth += 1;
        if (depth > maxDepth) throw new PermanentError('TOO_DEEP', `more than ${maxDepth} nested elements`);
      },
      onItemPop() {
        depth -= 1;
      },
    },
  });
  return document.childNodes;
}

export function isElement(node: PageNode): node is PageElement {
  return 'tagName' in node;
}

/** An attribute's value, `''` when there is none. */
export function attribute(element: PageElement, name: string): string {
  return element.attrs.find((attr) => attr.name === name)?.value ?? '';
}

/** All text below a node. */
export function textOf(node: PageNode): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
