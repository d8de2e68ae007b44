export { intakeEnv } from './env.ts';
export { service } from './service.ts';
export { sweepEnv } from './sweep-env.ts';
