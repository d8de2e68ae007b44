export { publishEnv } from './env.ts';
export { service } from './service.ts';
