export * from './access.ts';
export * from './create-http-app.ts';
export * from './health-routes.ts';
export * from './http-problem.ts';
export * from './metrics-routes.ts';
export * from './read-json.ts';
export * from './serve-http.ts';
export * from './with-deadline.ts';
