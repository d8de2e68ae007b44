export * from './bundle.ts';
export { byteOrderMark, csvLine } from './csv.ts';
export * from './export-files.ts';
export type { TableSource, Wording } from './table-source.ts';
