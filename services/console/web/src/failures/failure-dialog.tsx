import type { DiscardResponse, FailureSelection, RetryResponse } from '@nianbao/contracts';
import { useEffect, useState } from 'react';
import { callApi } from '../api/call-api.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAction } from '../parts/use-action.ts';
import { useTexts } from '../settings.tsx';

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
  const words = t.failures[action];
  const { act } = useAction(onDone);
  const matched = useMatched(action, chosen);
  const byId = chosen.ids !== undefined;
  return (
    <ActionDialog
      title={words.title}
      explanation={
        <>
          <p data-matched={matched}>{matched === null ? t.shell.loading : words.matched(matched)}</p>
          <p className="quiet">{words.explained}</p>
        </>
      }
      okText={words.ok}
      disabled={matched === 0 || matched === null}
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

/** How many it would be done to; null until that is known. */
function useMatched(action: FailureAction, chosen: Props['chosen']): number | null {
  const [matched, setMatched] = useState<number | null>(null);
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
      () => {}, // Nothing is offered then; the action itself would say why.
    );
    return () => stopping.abort();
  }, [action, question]);
  return matched;
}
