import type { RetryRequest, RetryResponse } from '@nianbao/contracts';
import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';
import { useLocal, useTexts } from '../settings.tsx';

/** Queues failed files again and says how many. */
export function useRetry(onRetried: () => void) {
  const t = useTexts();
  const local = useLocal();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  async function retry(request: Partial<RetryRequest>): Promise<void> {
    setBusy(true);
    try {
      const { retried, matched } = await callApi<RetryResponse>('/api/retry', {
        method: 'POST',
        json: request,
      });
      void message.success(t.failures.retried(retried, matched));
      onRetried();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      void message.error(local(error.texts));
    } finally {
      setBusy(false);
    }
  }
  return { retry, busy };
}
