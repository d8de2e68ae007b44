import { type Block, PermanentError } from '@nianbao/contracts';

export type BlockTraits = Omit<Block, 'start' | 'end'>;

/** Canonical text under construction: blocks joined by one line break. */
export interface TextBuilder {
  /** Appends a block and returns where it starts; text of only white space is left out and gives `undefined`. */
  add(content: string, traits: BlockTraits): number | undefined;
  text(): string;
  blocks: Block[];
}

/** Throws `TOO_LARGE` when the text grows past `maxLength` code units. */
export function createTextBuilder(maxLength: number): TextBuilder {
  const pieces: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  return {
    blocks,
    text: () => pieces.join('\n'),
    add(content, traits) {
      const kept = content.trimEnd();
      if (kept.trim() === '') return undefined;
      const start = pieces.length === 0 ? 0 : length + 1;
      length = start + kept.length;
      if (length > maxLength)
        throw new PermanentError('TOO_LARGE', `more than ${maxLength} characters of text`);
      pieces.push(kept);
      blocks.push({ ...traits, start, end: length });
      return start;
    },
  };
}
