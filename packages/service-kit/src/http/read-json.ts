import type { Context } from 'hono';
import { problem } from './http-problem.ts';

const defaultMaxBytes = 1024 * 1024;

/**
 * The request's body as JSON, whatever its content type says (SNS sends text/plain). Throws PAYLOAD_TOO_LARGE over
 * `maxBytes` (1 MiB), without reading further, and BAD_REQUEST when it is not JSON.
 */
export async function readJson(c: Context, maxBytes = defaultMaxBytes): Promise<unknown> {
  const text = new TextDecoder().decode(await readBody(c, maxBytes));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw problem('BAD_REQUEST', { zh: '请求正文不是 JSON', en: 'the body is not JSON' }, { cause });
  }
}

async function readBody(c: Context, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    problem('PAYLOAD_TOO_LARGE', { zh: `最多 ${maxBytes} 字节`, en: `at most ${maxBytes} bytes` });
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
