export * from './add-catalogue.ts';
export * from './catalogue.ts';
export * from './catalogue-env.ts';
export { isFresh } from './create-embedded.ts';
export { UnknownUploadError } from './ledger.ts';
export { type CatalogueOptions, openCatalogue } from './open-catalogue.ts';
export { probeDatabase } from './probe-database.ts';
export { type RebuildOptions, type RebuildProgress, rebuildCatalogue } from './rebuild.ts';
export type { DueItem, TargetVersions } from './reprocess/reprocessing.ts';
