import type { LocalizedText, Overview } from '@nianbao/contracts';
import { useEffect, useState } from 'react';

/** A browser gives up on a stream that is refused; the console may be back soon. */
const againMs = 3_000;

interface LiveOverview {
  overview: Overview | null;
  /** False while the stream is broken. */
  connected: boolean;
  /** Why there is no newer look for now. */
  silence: LocalizedText | null;
}

/** The newest look at the pipeline, by server-sent events. */
export function useOverview(): LiveOverview {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [silence, setSilence] = useState<LocalizedText | null>(null);
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let source: EventSource;
    let timer: number | undefined;
    const open = () => {
      source = new EventSource('/api/events');
      source.addEventListener('overview', (event) => {
        setOverview(JSON.parse((event as MessageEvent<string>).data) as Overview);
        setSilence(null);
        setConnected(true);
      });
      source.addEventListener('silence', (event) => {
        setSilence(JSON.parse((event as MessageEvent<string>).data) as LocalizedText);
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
  return { overview, connected, silence };
}
