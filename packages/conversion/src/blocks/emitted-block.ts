import type { BlockTraits } from './text-builder.ts';

/** A block on its way to the canonical text. */
export interface EmittedBlock {
  content: string;
  traits: BlockTraits;
}
