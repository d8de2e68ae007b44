export * from './env.ts';
export * from './health.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './service.ts';
export * from './shutdown.ts';
export * from './tracing.ts';
