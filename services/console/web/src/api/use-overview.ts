import type { Overview } from '@nianbao/contracts';
import { useEffect, useState } from 'react';

/** A browser gives up on a stream that is refused; the console may be back soon. */
const againMs = 3_000;

/** The newest look at the pipeline, by server-sent events; `connected` is false while the stream is broken. */
export function useOverview(): { overview: Overview | null; connected: boolean } {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let source: EventSource;
    let timer: number | undefined;
    const open = () => {
      source = new EventSource('/api/events');
      source.addEventListener('overview', (event) => {
        setOverview(JSON.parse((event as MessageEvent<string>).data) as Overview);
        setConnected(true);
      });
      source.onerror = () => {
        setConnected(false);
        if (source.readyState === EventSource.CLOSED) timer = window.setTimeout(open, againMs);
      };
    };
    open();
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, []);
  return { overview, connected };
}
