import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';

/** Rows of a list that is handed out in pieces; `more` is null at its end, `first` what else came with the first. `pathOf` must keep its identity while it means the same list. */
export function usePages<Answer, Row>(
  pathOf: (cursor: string | null) => string,
  take: (answer: Answer) => { rows: readonly Row[]; next: string | null },
) {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [first, setFirst] = useState<Answer | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = useCallback(
    async (cursor: string | null, signal?: AbortSignal) => {
      try {
        const answer = await callApi<Answer>(pathOf(cursor), signal ? { signal } : {});
        const piece = take(answer);
        if (cursor === null) setFirst(answer);
        setRows((old) => (cursor === null ? piece.rows : [...old, ...piece.rows]));
        setNext(piece.next);
        setProblem(null);
      } catch (error) {
        if (error instanceof ApiProblem) setProblem(error);
      }
    },
    [pathOf, take],
  );
  useEffect(() => {
    const stopping = new AbortController();
    void load(null, stopping.signal);
    return () => stopping.abort();
  }, [load]);
  return { rows, first, problem, more: next === null ? null : () => void load(next) };
}
