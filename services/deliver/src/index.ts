export { deliverEnv } from './env.ts';
export { service } from './service.ts';
