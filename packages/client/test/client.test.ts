import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError, ContentError, createClient, InvalidAnswerError, UnreachableError } from '../src/index.ts';
import { type AnsweringServer, hangUp, json, problem, startAnsweringServer } from './answering-server.ts';

const account = { uploaded: 1, published: 1, failed: 0, unsupported: 0, duplicate: 0, inFlight: 0 };
const status = { stages: [], account, batches: [], ratePerSecond: 0, etaSeconds: null };
const sha = 'a'.repeat(64);
const uploaded = { uploadId: sha, key: 'incoming/b/a.txt', batchId: 'b', bytes: 5, sha256: sha };

let server: AnsweringServer;
beforeEach(async () => {
  server = await startAnsweringServer();
});
afterEach(() => server.close());

function client(options: { apiKey?: string; retries?: number } = {}) {
  return createClient({ intakeUrl: server.url, apiUrl: `${server.url}/`, ...options });
}

describe('calls', () => {
  it('send the key and the query, and return the checked answer', async () => {
    server.answers.push(json(status));
    expect(await client({ apiKey: 'secret' }).status({ batch: '年报 2024' })).toEqual(status);
    expect(server.received[0]?.url.pathname).toBe('/api/status');
    expect(server.received[0]?.url.searchParams.get('batch')).toBe('年报 2024');
    expect(server.received[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('turn problem details into an ApiError', async () => {
    server.answers.push(problem(404, 'DOCUMENT_UNKNOWN', 'no such document'));
    const error = await client()
      .document('abcdef')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 404, code: 'DOCUMENT_UNKNOWN', detail: 'no such document' });
    expect(server.received).toHaveLength(1);
  });

  it('name the status when an error is no problem document', async () => {
    server.answers.push((response) => response.writeHead(418).end('<html>teapot</html>'));
    await expect(client().status()).rejects.toMatchObject({
      code: 'HTTP_418',
      detail: '<html>teapot</html>',
    });
  });

  it('refuse an answer that breaks the contract', async () => {
    server.answers.push(json({ ...status, account: { uploaded: 'many' } }));
    await expect(client().status()).rejects.toThrow(InvalidAnswerError);
  });

  it('follow the cursor through all pages', async () => {
    server.answers.push(json({ documents: [], nextCursor: 'n1' }), json({ documents: [], nextCursor: null }));
    for await (const _ of client().eachDocument({ batch: 'b' })) throw new Error('there are none');
    expect(server.received.map(({ url }) => url.searchParams.get('cursor'))).toEqual([null, 'n1']);
  });

  it('ask about known contents a thousand at a time', async () => {
    server.answers.push(json({ known: [sha] }));
    const hashes = Array.from({ length: 1001 }, (_, n) => n.toString(16).padStart(64, '0'));
    expect(await client().known(hashes)).toEqual(new Set([sha]));
    expect(server.received.map(({ body }) => JSON.parse(body.toString()).sha256.length)).toEqual([1000, 1]);
  });
});

describe('trouble', () => {
  it('is overcome by trying again', async () => {
    server.answers.push(hangUp, problem(503, 'STARTING', 'not yet'), json(status));
    expect(await client().status()).toEqual(status);
    expect(server.received).toHaveLength(3);
  });

  it('is tried again under one key where twice would be once too often', async () => {
    const answer = { retried: 1, matched: 1 };
    server.answers.push(hangUp, problem(409, 'CALL_RUNNING', 'still at it'), json(answer));
    expect(await client().retry({ all: true })).toEqual(answer);
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([expect.stringMatching(/^"[0-9a-f-]{36}"$/), keys[0], keys[0]]);
    await client().retry({ all: true });
    expect(server.received.at(-1)?.headers['idempotency-key']).not.toBe(keys[0]);
  });

  it('ends in UnreachableError with the address and the reason', async () => {
    const { url } = server;
    await server.close();
    const error = await createClient({ intakeUrl: url, apiUrl: url, retries: 0 })
      .status()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error).toMatchObject({ origin: url, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('shows in ready() which service is not there', async () => {
    server.answers.push(json({ ready: true }), problem(503, 'NOT_READY', 'redis'));
    const { intake, api } = await client().ready();
    expect([intake, api].sort()).toEqual([false, true]);
  });
});

describe('uploads', () => {
  it('stream a file with its length and report progress', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nianbao-client-'));
    const path = join(folder, '报告.txt');
    await writeFile(path, 'x'.repeat(600_000));
    server.answers.push(json(uploaded));
    const progress: number[] = [];
    await client().uploadFile(path, {
      batch: 'b',
      name: '2024/报告.txt',
      profile: 'p',
      onProgress: (bytes) => progress.push(bytes),
    });
    const [request] = server.received;
    expect(request?.headers['content-length']).toBe('600000');
    expect(request?.headers['content-type']).toBe('application/octet-stream');
    expect(request?.body.length).toBe(600_000);
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      batch: 'b',
      name: '2024/报告.txt',
      profile: 'p',
    });
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(600_000);
    await rm(folder, { recursive: true });
  });

  it('open the content anew for a second try', async () => {
    server.answers.push(hangUp, json(uploaded));
    let opened = 0;
    const open = (): Readable => {
      opened++;
      return Readable.from([Buffer.from('hello')]);
    };
    expect(await client().upload({ open, bytes: 5 }, { batch: 'b', name: 'a.txt' })).toEqual(uploaded);
    expect(opened).toBe(2);
    expect(server.received.map(({ body }) => body.toString())).toEqual(['hello', 'hello']);
  });

  it('tell an unreadable file from an unreachable server', async () => {
    server.answers.push(json(uploaded));
    const open = (): Readable =>
      new Readable({
        read() {
          this.destroy(new Error('the disk is gone'));
        },
      });
    const failure = client().upload({ open, bytes: 5 }, { batch: 'b', name: 'a.txt' });
    await expect(failure).rejects.toThrow(ContentError);
  });

  it('stop when aborted', async () => {
    const abort = new AbortController();
    server.answers.push(() => abort.abort());
    const upload = client().upload(
      { open: () => Buffer.from('hello'), bytes: 5 },
      { batch: 'b', name: 'a.txt', signal: abort.signal },
    );
    await expect(upload).rejects.toThrow('aborted');
    expect(server.received).toHaveLength(1);
  });
});
