import type { ConvertedDocument, ErrorCode } from '@nianbao/contracts';
import type { PageImage } from '../rendering/page-image.ts';

/** What a child does with a document, and what comes of it. */
export interface ConverterTasks {
  convert: { order: { name: string }; result: ConvertedDocument };
  recognise: { order: { converted: ConvertedDocument; maxPages: number }; result: ConvertedDocument };
  render: { order: { page: number; maxWidth: number }; result: PageImage | undefined };
}
type ConverterTask = keyof ConverterTasks;

/** Parent to child: one document, as bytes or as a path to read them from, and what to do with it. */
export type ConverterRequest = {
  [Task in ConverterTask]: { task: Task; source: Uint8Array | string } & ConverterTasks[Task]['order'];
}[ConverterTask];

export type ConverterResult<Task extends ConverterTask = ConverterTask> = ConverterTasks[Task]['result'];

/** Child to parent. `ready` once, after its modules are loaded; `memory` where the parent cannot see for itself. */
export type ConverterReply =
  | { kind: 'ready' }
  | { kind: 'memory'; bytes: number }
  | { kind: 'done'; result: ConverterResult }
  | { kind: 'refused'; code: ErrorCode; detail: string }
  | { kind: 'failed'; message: string; stack: string };
