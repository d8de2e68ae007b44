export { createAccessControl } from './access-control.ts';
export type { Actor } from './actor.ts';
export { withDescription } from './openapi/description-routes.ts';
export { requireRole } from './require-role.ts';
export { type Route, route } from './route.ts';
export { serveRoutes } from './serve-routes.ts';
