import type { Block, Loss } from '@nianbao/contracts';
import type { ConversionLimits } from '../../converter.ts';
import type { OfficePackage } from '../../packaging/open-package.ts';

export interface DocxInput {
  bytes: Uint8Array;
  /** The opened zip: its directory has passed the gate. */
  office: OfficePackage;
  limits: ConversionLimits;
}

/** One way to read a .docx. Throws `PermanentError` when the file is at fault; any other error passes the file to the next engine. */
export interface DocxEngine {
  /** With a version: `ooxml/1`. */
  name: string;
  read(input: DocxInput): Promise<{ text: string; blocks: Block[]; losses: Loss[] }>;
}
