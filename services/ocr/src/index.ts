export { ocrEnv } from './env.ts';
export { service } from './service.ts';
