import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, callApi } from './call-api.ts';

export interface Answer<T> {
  data: T | null;
  problem: ApiProblem | null;
  /** Nothing to show yet, or what is shown belongs to another address. */
  loading: boolean;
  reload(): void;
}

/** What the API answers to GET `path`; asked anew when the path changes, on `reload`, and every `everyMs`. Null asks nothing. */
export function useAnswer<T>(path: string | null, { everyMs = 0, plain = false } = {}): Answer<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; problem: ApiProblem | null }>({
    path: null,
    data: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  const shown = useRef<string | null>(null);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    if (path === null) return;
    const stopping = new AbortController();
    const ask = () =>
      callApi<T>(path, { signal: stopping.signal, plain }).then(
        (data) => {
          shown.current = path;
          setState({ path, data, problem: null });
        },
        (error: unknown) => {
          if (!(error instanceof ApiProblem)) return;
          setState((old) => ({ path, data: shown.current === path ? old.data : null, problem: error }));
        },
      );
    void ask();
    const timer = everyMs > 0 ? setInterval(() => void ask(), everyMs) : undefined;
    return () => {
      stopping.abort();
      clearInterval(timer);
    };
  }, [path, plain, everyMs, turn]);
  return { ...state, loading: path !== null && state.path !== path, reload };
}
