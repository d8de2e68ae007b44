/** Artefacts and results of the documents on their way through this process. What it gives back is shared: nobody may change it. */
export interface ArtefactMemory {
  /** Undefined when it is not remembered. */
  recall(key: string): unknown;
  /** `size`: the length of its JSON, about half of what it takes. */
  remember(key: string, artefact: unknown, size: number): void;
}

/** A hundred and more reports of the usual length. */
const defaultLimit = 16 * 1024 * 1024;

/**
 * Remembers what was stored or loaded last, as far as `limit` goes. Where all stages run in one process, each would otherwise read
 * and check again what the ones before it wrote. An artefact's key names all that it was made from, so it never goes stale.
 */
export function createArtefactMemory(limit = defaultLimit): ArtefactMemory {
  // A Map keeps the order of insertion: the first is the one that was used longest ago.
  const kept = new Map<string, { artefact: unknown; size: number }>();
  let total = 0;
  const forget = (key: string) => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    recall(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.artefact;
    },
    remember(key, artefact, size) {
      forget(key);
      if (size > limit) return;
      kept.set(key, { artefact, size });
      total += size;
      for (const oldest of kept.keys()) {
        if (total <= limit) break;
        forget(oldest);
      }
    },
  };
}
