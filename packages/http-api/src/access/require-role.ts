import type { RequiredRole } from '@nianbao/contracts';
import type { MiddlewareHandler } from 'hono';
import type { RouteServing } from '../route-serving.ts';
import { checkActor, checkRole } from './access-control.ts';

/** The check of a declared route for what is mounted whole and cannot be declared, such as a page of another library. */
export function requireRole({ access }: RouteServing, required: RequiredRole): MiddlewareHandler {
  return async (c, next) => {
    const actor = await access.identify(c);
    checkActor(actor, required);
    checkRole(actor, required);
    await next();
  };
}
