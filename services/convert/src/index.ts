export { convertEnv } from './env.ts';
export { service } from './service.ts';
