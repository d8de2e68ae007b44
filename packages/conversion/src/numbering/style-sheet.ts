export interface Style {
  id: string;
  name: string;
  basedOn?: string;
  isDefaultParagraph: boolean;
  numId?: string;
  level?: number;
  outlineLevel?: number;
  alignment?: string;
  hidden?: boolean;
}

export interface StyleSheet {
  /** The style and those it is based on, nearest first; a cycle ends the chain. */
  chain(styleId: string | undefined): Style[];
  get(styleId: string): Style | undefined;
}

/** Lest a broken file chains for ever. */
const maxChain = 20;

export const emptyStyleSheet: StyleSheet = { chain: () => [], get: () => undefined };

/** A paragraph without a style has the default one. */
export function createStyleSheet(styles: Map<string, Style>): StyleSheet {
  const fallback = [...styles.values()].find((style) => style.isDefaultParagraph);
  return {
    get: (styleId) => styles.get(styleId),
    chain(styleId) {
      const chain: Style[] = [];
      let next = styleId === undefined ? fallback : styles.get(styleId);
      while (next !== undefined && !chain.includes(next) && chain.length < maxChain) {
        chain.push(next);
        next = next.basedOn === undefined ? undefined : styles.get(next.basedOn);
      }
      return chain;
    },
  };
}
