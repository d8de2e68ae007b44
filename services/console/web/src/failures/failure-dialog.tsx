import type { DiscardResponse, FailureSelection, RetryResponse } from '@nianbao/contracts';
import { useEffect, useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLocal, useTexts } from '../settings.tsx';

export type FailureAction = 'retry' | 'discard';

interface Props {
  action: FailureAction;
  /** What it is done to; its limit is asked for. */
  chosen: Omit<FailureSelection, 'limit' | 'dryRun'>;
  onDone(): void;
  onClose(): void;
}

const most = 10_000;
const usual = 1000;

/** Counts first what would be retried or discarded, then does it to the oldest so many. */
export function FailureDialog({ action, chosen, onDone, onClose }: Props) {
  const t = useTexts();
  const local = useLocal();
  const words = t.failures[action];
  const { act } = useAction(onDone);
  const matched = useMatched(action, chosen);
  const counted =
    matched === null
      ? t.shell.loading
      : matched instanceof ApiProblem
        ? local(matched.texts)
        : words.matched(matched);
  const byId = chosen.ids !== undefined;
  return (
    <ActionDialog
      title={words.title}
      explanation={
        <>
          <p>{counted}</p>
          <p className="quiet">{words.explained}</p>
        </>
      }
      okText={words.ok}
      disabled={typeof matched !== 'number' || matched === 0}
      reason={action === 'discard'}
      {...(!byId && { number: { label: t.failures.limit, min: 1, max: most, initial: usual } })}
      onOk={async ({ number, reason }) => {
        const json = { ...chosen, limit: number ?? usual, ...(action === 'discard' && { reason }) };
        const said = (answer: RetryResponse | DiscardResponse) =>
          'retried' in answer
            ? t.failures.retried(answer.retried, answer.matched)
            : t.failures.discarded(answer.discarded, answer.matched);
        return (await act<RetryResponse | DiscardResponse>(`/api/${action}`, { json, said })) !== null;
      }}
      onClose={onClose}
    />
  );
}

/** How many it would be done to, or why that cannot be said; null until then. */
function useMatched(action: FailureAction, chosen: Props['chosen']): number | ApiProblem | null {
  const [matched, setMatched] = useState<number | ApiProblem | null>(null);
  const question = JSON.stringify({
    ...chosen,
    dryRun: true,
    // A trial is no reason; the API asks for one all the same.
    ...(action === 'discard' && { reason: '?' }),
  });
  useEffect(() => {
    const stopping = new AbortController();
    callApi<{ matched: number }>(`/api/${action}`, {
      method: 'POST',
      json: JSON.parse(question),
      signal: stopping.signal,
    }).then(
      (answer) => setMatched(answer.matched),
      (error: unknown) => {
        if (error instanceof ApiProblem) setMatched(error);
      },
    );
    return () => stopping.abort();
  }, [action, question]);
  return matched;
}
