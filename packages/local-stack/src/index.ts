export * from './cannot-start-error.ts';
export * from './redis/index.ts';
export { type RunFile, readRunFile } from './run-file.ts';
export * from './stack-running-error.ts';
export * from './start-local-stack.ts';
