import { useEffect, useState } from 'react';
import { ApiProblem, fetchApi } from '../api/call-api.ts';

interface PageImage {
  /** A data address: the page's policy takes pictures from no other than the console. */
  source: string;
  /** Characters are missing in it. */
  lacksFont: boolean;
}

interface State {
  path: string;
  image: PageImage | null;
  problem: ApiProblem | null;
}

/** The picture of a page, with what the console says of it. The one before stays until the next has come. */
export function usePageImage(path: string) {
  const [state, setState] = useState<State>({ path: '', image: null, problem: null });
  useEffect(() => {
    const stopping = new AbortController();
    load(path, stopping.signal).then(
      (image) => setState({ path, image, problem: null }),
      (problem: unknown) => {
        if (problem instanceof ApiProblem) setState({ path, image: null, problem });
      },
    );
    return () => stopping.abort();
  }, [path]);
  return { ...state, loading: state.path !== path };
}

async function load(path: string, signal: AbortSignal): Promise<PageImage> {
  const response = await fetchApi(path, { signal });
  const source = await readAsAddress(await response.blob());
  return { source, lacksFont: response.headers.get('x-lacks-font') === 'true' };
}

function readAsAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
