import type { RequiredRole } from '@nianbao/contracts';
import type { MiddlewareHandler } from 'hono';
import { checkRole } from './access-control.ts';
import type { RouteServing } from './route-serving.ts';

/** The same check for what is mounted whole and cannot be declared, such as a page of another library. */
export function requireRole({ access }: RouteServing, required: RequiredRole): MiddlewareHandler {
  return async (c, next) => {
    checkRole(access.identify(c), required);
    await next();
  };
}
