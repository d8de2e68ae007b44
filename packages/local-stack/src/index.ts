export type { Check } from './doctor/check.ts';
export { doctor } from './doctor/doctor.ts';
export * from './redis/index.ts';
export { type RunFile, readRunFile } from './run-file.ts';
export * from './stack-running-error.ts';
export * from './start-local-stack.ts';
export * from './watch-folder.ts';
