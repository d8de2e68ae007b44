import type { ApiKey, Role } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { localTime } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { readTime } from '../terminal/read-time.ts';
import { renderTable } from '../terminal/table.ts';

export async function runKeysList(io: Io): Promise<ExitCode> {
  const { access } = io.t;
  const keys = await connect(io).keys();
  io.document({ keys });
  if (keys.length === 0) io.print(access.noKeys);
  else {
    const { id, name, role, created, lastUsed, state } = access.columns;
    const columns = [
      { title: id },
      { title: name, flexible: true },
      { title: role },
      { title: created },
      { title: lastUsed },
      { title: state },
    ];
    const rows = keys.map((key) => [
      key.keyId,
      key.name,
      key.role,
      localTime(key.createdAt),
      key.lastUsedAt === null ? access.never : localTime(key.lastUsedAt),
      stateOf(io, key),
    ]);
    io.print(renderTable(io, columns, rows));
  }
  return exitCodes.ok;
}

/** The key goes to stdout, the words about it to stderr: `KEY=$(nianbao keys create …)` works. */
export async function runKeysCreate(
  io: Io,
  name: string,
  { role, expires }: { role: Role; expires?: string },
): Promise<ExitCode> {
  const expiresAt = expires === undefined ? {} : { expiresAt: readTime(io, expires) };
  const created = await connect(io).createKey({ name, role, ...expiresAt });
  io.document(created);
  if (!io.json) io.note(io.t.access.created);
  io.print(created.secret);
  return exitCodes.ok;
}

export async function runKeysRevoke(io: Io, keyId: string): Promise<ExitCode> {
  const key = await connect(io).revokeKey(keyId);
  io.document(key);
  io.print(io.t.access.revokedNow(key.name));
  return exitCodes.ok;
}

function stateOf({ t: { access } }: Io, { revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return access.revoked;
  if (expiresAt === null) return access.active;
  return Date.parse(expiresAt) <= Date.now() ? access.expired : access.expires(localTime(expiresAt));
}
