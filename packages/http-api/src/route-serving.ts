import type { AccessControl } from './access-control.ts';

/** What every declared route is served with. */
export interface RouteServing {
  access: AccessControl;
}
