import { useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useSettings } from '../settings.tsx';

/** What of the OpenAPI document says how its operations are called. */
interface Description {
  paths: Record<string, Record<string, { operationId: string; summary: string }>>;
}

/** The operations that change something, id → what they do in short: from the API's own description. */
export function useOperations(): ReadonlyMap<string, string> {
  const { language, t } = useSettings();
  const { data } = useAnswer<Description>(address('/api/openapi.json', { lang: language }));
  return useMemo(() => {
    const operations = Object.values(data?.paths ?? {})
      .flatMap((methods) => Object.entries(methods))
      .filter(([method]) => method !== 'get');
    // Of the intake, whose description is another.
    const uploads = ['upload-file', t.audit.uploadFile] as const;
    return new Map([
      uploads,
      ...operations.map(([, { operationId, summary }]) => [operationId, inShort(summary)] as const),
    ]);
  }, [data, t]);
}

/** Summaries go on after a colon or comma with what is worth knowing when calling. */
const inShort = (summary: string) => summary.split(/[，：；:;,]/)[0] ?? summary;
