export { consoleEnv } from './env.ts';
export { service } from './service.ts';
