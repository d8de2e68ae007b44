import { createHash } from 'node:crypto';
import { HttpProblem } from '@nianbao/service-kit/http';
import type { AuditNotes } from './audit-notes.ts';
import type { Route } from './route.ts';
import type { RouteServing } from './route-serving.ts';

/** Makes a call and enters in the audit who made it, what of, and how it ended: refused and failed calls too. */
export async function recordCall(
  serving: Pick<RouteServing, 'catalogue' | 'log'>,
  route: Route,
  notes: AuditNotes,
  call: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await call();
    await enter(serving, route, notes, response.status);
    return response;
  } catch (error) {
    await enter(serving, route, notes, error instanceof HttpProblem ? error.kind.status : 500);
    throw error;
  }
}

/** A call that is done stays done when its entry cannot be written: the log then has it. */
async function enter(
  { catalogue, log }: Pick<RouteServing, 'catalogue' | 'log'>,
  route: Route,
  { actor, target, detail }: AuditNotes,
  status: number,
): Promise<void> {
  if (actor === null) return;
  const { id: actorId, name: actorName, role } = actor;
  const entry = { actorId, actorName, role, action: route.id, target, status, detail };
  const fold = route.foldAudit ? foldOf([actorId, route.id, target, status]) : null;
  await catalogue.addAuditEntry({ ...entry, fold }).catch((err: unknown) => {
    log.error({ event: 'audit-unwritten', ...entry, err }, 'an audit entry could not be written');
  });
}

/** Alike calls of one hour have the same. */
function foldOf(parts: unknown[]): string {
  const hour = Math.floor(Date.now() / 3_600_000);
  return createHash('sha256')
    .update(JSON.stringify([...parts, hour]))
    .digest('hex');
}
