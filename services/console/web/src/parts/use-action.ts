import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';
import { useLocal } from '../settings.tsx';

interface Action<T> {
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  json?: unknown;
  /** What to tell the operator of the answer. */
  said(answer: T): string;
}

/** Calls of the API that change something: tells how each ended, then calls back. `act` resolves with null when it did not work. */
export function useAction(onDone: () => void = () => {}) {
  const local = useLocal();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  async function act<T>(path: string, { method = 'POST', json, said }: Action<T>): Promise<T | null> {
    setBusy(true);
    try {
      const answer = await callApi<T>(path, { method, json });
      void message.success(said(answer));
      onDone();
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      void message.error(local(error.texts));
      return null;
    } finally {
      setBusy(false);
    }
  }
  return { act, busy };
}
