export interface ShortCache<T> {
  get(key: string): Promise<T>;
  /** Whether `get` would answer without a load. */
  knows(key: string): boolean;
  /** What is known of this key is wrong from now on. */
  forget(key: string): void;
}

/** Enough for all keys and sessions in use; strangers’ attempts push each other out. */
const maxEntries = 1_000;

/** Remembers what `load` gave for `ms` milliseconds, errors not at all. Calls at the same time share one load. */
export function createShortCache<T>(ms: number, load: (key: string) => Promise<T>): ShortCache<T> {
  const entries = new Map<string, { until: number; value: Promise<T> }>();
  function forget(key: string): void {
    entries.delete(key);
  }
  return {
    forget,
    knows: (key) => (entries.get(key)?.until ?? 0) > performance.now(),
    get(key) {
      const now = performance.now();
      const known = entries.get(key);
      if (known !== undefined && known.until > now) return known.value;
      const value = load(key);
      value.catch(() => forget(key));
      entries.delete(key);
      entries.set(key, { until: now + ms, value });
      if (entries.size > maxEntries) for (const oldest of [...entries.keys()].slice(0, 1)) forget(oldest);
      return value;
    },
  };
}
