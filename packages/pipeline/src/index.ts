export { artefactKey } from './artefact-key.ts';
export * from './env.ts';
export { resultIdOf } from './fingerprint.ts';
export * from './open-stage-parts.ts';
export * from './pipeline.ts';
export * from './run-worker.ts';
export type * from './schedule.ts';
export * from './stage-handler.ts';
export * from './stage-work.ts';
