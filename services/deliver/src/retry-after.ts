/** However long an endpoint asks for: within the days that a delivery is tried, it is asked again. */
const longestMs = 3_600_000;

/**
 * Milliseconds that an answer's `Retry-After` asks to wait (RFC 9110, 10.2.3: seconds, or an HTTP date), an hour at most. Undefined when it
 * asks for nothing, or for what cannot be read.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return ms > 0 ? Math.min(Math.ceil(ms), longestMs) : undefined;
}
