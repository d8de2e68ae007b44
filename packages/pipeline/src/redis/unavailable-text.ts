import { errorCatalogue, type LocalizedText, RetryLaterError } from '@nianbao/contracts';
import { StoreUnavailableError } from '@nianbao/object-store';
import { UnansweredError } from './answers-in-time.ts';

/** How Redis begins its answer when it takes no writes for now: out of memory, its disk full, loading, a replica, no majority. */
const redisRefusal = /^(OOM|MISCONF|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN)\b/;

/** What does not answer, or takes nothing for now, and what to do, when that is what the error says; a caller had better come back. */
export function unavailableText(error: Error): LocalizedText | null {
  if (error instanceof UnansweredError) return error.text;
  if (error instanceof StoreUnavailableError) return errorCatalogue.STORE_UNAVAILABLE.message;
  if (error instanceof RetryLaterError) return errorCatalogue[error.code].message;
  const [refusal] = redisRefusal.exec(error.message) ?? [];
  if (refusal === undefined) return null;
  return {
    zh: `Redis 暂时不接受写入（${refusal}）。请检查其内存与磁盘空间、主从状态。`,
    en: `Redis takes no writes for now (${refusal}). Check its memory, its disk and which server is the primary.`,
  };
}
