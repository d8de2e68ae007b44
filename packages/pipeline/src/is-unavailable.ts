import { RetryLaterError } from '@nianbao/contracts';
import { StoreUnavailableError } from '@nianbao/object-store';

/** How Redis begins its answer when it takes no writes for now: out of memory, its disk full, loading, a replica, no majority. */
const redisRefusal = /^(OOM|MISCONF|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN)\b/;

/** Whether the store, the database or Redis does not answer or takes nothing for now, so that a caller had better come back. */
export function isUnavailable(error: Error): boolean {
  return (
    error instanceof StoreUnavailableError ||
    error instanceof RetryLaterError ||
    redisRefusal.test(error.message)
  );
}
