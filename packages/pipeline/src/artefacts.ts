import { PermanentError, type StageName, stages } from '@nianbao/contracts';
import { ObjectNotFoundError, type ObjectStore, PreconditionFailedError } from '@nianbao/object-store';

/** Above this an artefact is a defect, not a report: 64 MiB of JSON. */
const maxArtefactBytes = 64 * 1024 * 1024;

/** Reads a stage's output back and checks it. Null when it is not there. Throws INVALID_OUTPUT when it breaks the contract. */
export async function loadArtefact(store: ObjectStore, stage: StageName, key: string): Promise<unknown> {
  const bytes = await store.getBytes(key, maxArtefactBytes).catch((error: unknown) => {
    if (error instanceof ObjectNotFoundError) return null;
    throw error;
  });
  if (bytes === null) return null;
  return checkOutput(stage, JSON.parse(new TextDecoder().decode(bytes)));
}

/** Stores a stage's output once: whoever comes second finds what the first one wrote and returns that. */
export async function storeArtefact(
  store: ObjectStore,
  stage: StageName,
  key: string,
  output: unknown,
): Promise<unknown> {
  const checked = checkOutput(stage, output);
  try {
    await store.put(key, JSON.stringify(checked), { contentType: 'application/json', ifAbsent: true });
    return checked;
  } catch (error) {
    if (!(error instanceof PreconditionFailedError)) throw error;
    return (await loadArtefact(store, stage, key)) ?? checked;
  }
}

function checkOutput(stage: StageName, output: unknown): unknown {
  const parsed = stages[stage].output.safeParse(output);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new PermanentError('INVALID_OUTPUT', `${stage}: ${first?.path.join('.')}: ${first?.message}`);
}
