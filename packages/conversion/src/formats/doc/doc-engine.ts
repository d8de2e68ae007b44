import type { Block, Loss } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import type { CompoundFile } from './open-compound-file.ts';
import type { FileInformation } from './read-fib.ts';

export interface DocInput {
  bytes: Uint8Array;
  /** The opened container: its tables and the file information block have passed the gate. */
  container: CompoundFile;
  fib: FileInformation;
  limits: ConversionLimits;
}

/** One way to read a .doc. Throws `PermanentError` when the file is at fault; any other error passes the file to the next engine. */
export interface DocEngine {
  /** With a version: `msdoc/1`. */
  name: string;
  read(input: DocInput): Promise<{ text: string; blocks: Block[]; losses: Loss[] }>;
}
