import type { KeptExportSchedule } from '@nianbao/catalogue';
import { type ExportManifest, ExportRequest, type ExportRun, RetryLaterError } from '@nianbao/contracts';
import { exportFiles } from '@nianbao/exports';
import { keys, StoreUnavailableError } from '@nianbao/object-store';
import type { ConsoleDeps } from '../console-deps.ts';
import { exportManifest, manifestName, readManifest } from './export-manifest.ts';
import { exportSources } from './export-sources.ts';
import { exportWording } from './export-wording.ts';
import { nextRun } from './next-run.ts';
import { pruneExports } from './prune-exports.ts';
import { putFile } from './put-file.ts';

type Deps = Pick<ConsoleDeps, 'catalogue' | 'store' | 'log' | 'config'>;
/** A run whose time has come. */
type Due = KeptExportSchedule & { dueAt: string };

/**
 * Runs every scheduled export whose time has come, one after the other. A run stays due until it is over, and writes to the folder of
 * the time it was due: one that was broken off is repeated in its own place. Times that pass meanwhile are skipped.
 */
export async function runDueExports(deps: Deps, signal: AbortSignal): Promise<void> {
  for (const schedule of await deps.catalogue.dueExportSchedules()) {
    if (signal.aborted) return;
    if (schedule.dueAt !== null) await runOne(deps, { ...schedule, dueAt: schedule.dueAt }, signal);
  }
}

async function runOne(deps: Deps, due: Due, signal: AbortSignal): Promise<void> {
  const { catalogue, log } = deps;
  const { name, dueAt: at } = due;
  const blank: ExportRun = {
    at,
    outcome: 'running',
    finishedAt: null,
    keys: [],
    rows: 0,
    bytes: 0,
    error: null,
  };
  const now = () => new Date();
  await catalogue.noteExportRun(name, blank);
  try {
    const manifest = (await finished(deps, due)) ?? (await write(deps, due, signal));
    await pruneExports(deps.store, due, keys.exportRun(name, at));
    const run = { ...blank, ...summed(due, manifest), outcome: 'done' as const };
    await catalogue.noteExportRun(name, { ...run, finishedAt: now().toISOString() }, nextRun(due, now()));
    log.info({ event: 'scheduled-export', schedule: name, at, rows: run.rows, bytes: run.bytes }, 'exported');
  } catch (error) {
    // The process ends: whoever looks next repeats the run.
    if (signal.aborted) throw error;
    log.error({ event: 'scheduled-export', schedule: name, at, err: error }, 'scheduled export failed');
    const message = error instanceof Error ? error.message : String(error);
    const failed = { ...blank, outcome: 'failed' as const, finishedAt: now().toISOString(), error: message };
    // A store or database that is away comes back: the run stays due.
    const passing = error instanceof StoreUnavailableError || error instanceof RetryLaterError;
    await catalogue.noteExportRun(name, failed, passing ? undefined : nextRun(due, now()));
  }
}

/** The manifest of a run that was complete, but not noted as such. */
async function finished({ store }: Deps, { name, dueAt }: Due): Promise<ExportManifest | null> {
  const key = keys.exportRun(name, dueAt) + manifestName;
  return (await store.head(key)) === null ? null : readManifest(store, key);
}

async function write({ catalogue, store, config }: Deps, due: Due, signal: AbortSignal) {
  const folder = keys.exportRun(due.name, due.dueAt);
  // By today's schema: it may have been kept by an older version.
  const request = ExportRequest.parse(due.request);
  const createdAt = new Date();
  const sources = exportSources(catalogue, request);
  const files = exportFiles(request.format, sources, exportWording(config.labels, request.lang));
  for (const file of files) await putFile(store, folder + file.name, file.bytes(), file.mediaType, signal);
  const manifest = exportManifest(
    request,
    createdAt,
    files.map((file) => file.summary()),
  );
  await store.put(folder + manifestName, `${JSON.stringify(manifest, null, 2)}\n`, {
    contentType: 'application/json',
  });
  return manifest;
}

function summed({ name, dueAt }: Due, { files }: ExportManifest): Pick<ExportRun, 'keys' | 'rows' | 'bytes'> {
  const folder = keys.exportRun(name, dueAt);
  const tables = files.flatMap((file) => file.tables);
  return {
    keys: [...files.map((file) => folder + file.name), folder + manifestName],
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
  };
}
