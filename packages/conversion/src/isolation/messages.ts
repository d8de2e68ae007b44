import type { ConvertedDocument, ErrorCode } from '@nianbao/contracts';

/** Parent to child: one document, as bytes or as a path to read them from, and what to do with it. */
export type ConverterRequest = { source: Uint8Array | string } & (
  | { task: 'convert'; name: string }
  | { task: 'recognise'; converted: ConvertedDocument; maxPages: number }
);

/** Child to parent. `ready` once, after its modules are loaded; `memory` where the parent cannot see for itself. */
export type ConverterReply =
  | { kind: 'ready' }
  | { kind: 'memory'; bytes: number }
  | { kind: 'converted'; document: ConvertedDocument }
  | { kind: 'refused'; code: ErrorCode; detail: string }
  | { kind: 'failed'; message: string; stack: string };
