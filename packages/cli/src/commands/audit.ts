import { pipeline } from 'node:stream/promises';
import type { AuditEntry } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { localTime } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { readTime } from '../terminal/read-time.ts';
import { renderTable } from '../terminal/table.ts';

interface AuditOptions {
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
  limit: number;
  format?: 'csv' | 'json';
}

/** Who did what, newest first; with a format, all of it as it comes. */
export async function runAudit(io: Io, options: AuditOptions): Promise<ExitCode> {
  const { from, to, limit, format, ...who } = options;
  const filter = {
    ...who,
    ...(from === undefined ? {} : { from: readTime(io, from) }),
    ...(to === undefined ? {} : { to: readTime(io, to) }),
  };
  const client = connect(io);
  if (format !== undefined) {
    const bytes = await client.exportAudit({ ...filter, format }, io.signal);
    await pipeline(bytes, io.stdout, { end: false });
    return exitCodes.ok;
  }
  const entries: AuditEntry[] = [];
  for await (const entry of client.eachAuditEntry({ ...filter, limit: Math.min(limit, 1000) })) {
    entries.push(entry);
    if (entries.length >= limit) break;
  }
  io.document({ entries });
  if (entries.length === 0) io.print(io.t.access.noEntries);
  else io.print(table(io, entries));
  return exitCodes.ok;
}

function table(io: Io, entries: readonly AuditEntry[]): string {
  const { at, actor, role, action, target, status, count } = io.t.access.columns;
  const columns = [
    { title: at },
    { title: actor, flexible: true },
    { title: role },
    { title: action },
    { title: target, flexible: true },
    { title: status },
    { title: count, align: 'right' as const },
  ];
  const rows = entries.map((entry) => [
    localTime(entry.at),
    entry.actorName,
    entry.role,
    entry.action,
    entry.target ?? '',
    String(entry.status),
    String(entry.count),
  ]);
  return renderTable(io, columns, rows);
}
