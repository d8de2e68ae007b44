import { PermanentError, type StageName, stages } from '@nianbao/contracts';
import { ObjectNotFoundError, type ObjectStore, PreconditionFailedError } from '@nianbao/object-store';
import type { ArtefactMemory } from './artefact-memory.ts';

type Memory = ArtefactMemory | undefined;

/** Above this an artefact is a defect, not a report: 64 MiB of JSON. */
const maxArtefactBytes = 64 * 1024 * 1024;

/** Reads a stage's output back and checks it. Null when it is not there. Throws INVALID_OUTPUT when it breaks the contract. */
export async function loadArtefact(
  store: ObjectStore,
  stage: StageName,
  key: string,
  memory?: Memory,
): Promise<unknown> {
  const bytes = await store.getBytes(key, maxArtefactBytes).catch((error: unknown) => {
    if (error instanceof ObjectNotFoundError) return null;
    throw error;
  });
  if (bytes === null) return null;
  const artefact = checkOutput(stage, JSON.parse(new TextDecoder().decode(bytes)));
  memory?.remember(key, artefact, bytes.byteLength);
  return artefact;
}

/** Stores a stage's output once: whoever comes second finds what the first one wrote and returns that. */
export async function storeArtefact(
  store: ObjectStore,
  stage: StageName,
  key: string,
  output: unknown,
  memory?: Memory,
): Promise<unknown> {
  const checked = checkOutput(stage, output);
  const json = JSON.stringify(checked);
  try {
    await store.put(key, json, { contentType: 'application/json', ifAbsent: true });
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
    return (await loadArtefact(store, stage, key, memory)) ?? checked;
  }
  memory?.remember(key, checked, json.length);
  return checked;
}

function checkOutput(stage: StageName, output: unknown): unknown {
  const parsed = stages[stage].output.safeParse(output);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new PermanentError('INVALID_OUTPUT', `${stage}: ${first?.path.join('.')}: ${first?.message}`);
}
