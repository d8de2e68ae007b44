import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createClient, type NianbaoClient } from '@nianbao/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type UploadOutcome, uploadAll } from '../src/upload/upload-all.ts';
import type { UploadFile } from '../src/upload/upload-file.ts';

/** An intake of a few lines: it keeps what it gets, by name, and refuses names with "refused". */
let stored: Map<string, string>;
let server: Server;
let client: NianbaoClient;

beforeEach(async () => {
  stored = new Map();
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', 'http://test');
    const answer = url.pathname === '/uploads/known' ? known(body) : accept(url, body);
    response.writeHead('status' in answer ? answer.status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createClient({ intakeUrl: url, apiUrl: url, retries: 0 });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function known(body: Buffer) {
  const hashes = [...stored.values()].map(hashOf);
  const { sha256 } = JSON.parse(body.toString()) as { sha256: string[] };
  return { known: sha256.filter((hash) => hashes.includes(hash)) };
}

function accept(url: URL, body: Buffer) {
  const name = url.searchParams.get('name') ?? '';
  if (name.includes('refused'))
    return { type: 'x', title: 'x', status: 400, detail: 'bad name', code: 'NAME_INVALID' };
  stored.set(name, body.toString());
  const sha256 = hashOf(body.toString());
  return { uploadId: sha256, key: `incoming/b/${name}`, batchId: 'b', bytes: body.length, sha256 };
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function file(name: string, content = name): UploadFile {
  return {
    name,
    origin: name,
    bytes: Buffer.byteLength(content),
    open: async () => Readable.from([Buffer.from(content)]),
  };
}

function upload(files: UploadFile[], signal = new AbortController().signal): Promise<UploadOutcome> {
  return uploadAll(client, files, { batch: 'b', concurrency: 3, signal, explain: String });
}

describe('uploadAll', () => {
  it('sends what is new, once per content, and skips what is no report', async () => {
    const outcome = await upload([
      file('a.txt'),
      file('b.docx'),
      file('copy.txt', 'a.txt'),
      file('table.xlsx'),
      file('p.pdf', 'MZ\0\0'),
    ]);
    expect([...stored.keys()].sort()).toEqual(['a.txt', 'b.docx']);
    expect(outcome.uploaded.map(({ name }) => name)).toEqual(['a.txt', 'b.docx']);
    expect(outcome.repeated.map(({ name }) => name)).toEqual(['copy.txt']);
    expect(outcome.skipped.map(({ origin, reason }) => [origin, reason])).toEqual([
      ['table.xlsx', 'not-a-report'],
      ['p.pdf', 'executable'],
    ]);
  });

  it('goes on where an interrupted run stopped', async () => {
    await upload([file('a.txt')]);
    const outcome = await upload([file('a.txt'), file('b.txt')]);
    expect(outcome.known.map(({ name }) => name)).toEqual(['a.txt']);
    expect(outcome.uploaded.map(({ name }) => name)).toEqual(['b.txt']);
  });

  it('lists a refused or unreadable file and goes on with the rest', async () => {
    const broken: UploadFile = {
      ...file('broken.txt'),
      open: async () => Promise.reject(new Error('CRC mismatch')),
    };
    const outcome = await upload([file('refused.txt'), broken, file('ok.txt')]);
    expect(outcome.failed).toEqual([
      { name: 'refused.txt', reason: expect.stringContaining('NAME_INVALID'), refused: true },
    ]);
    expect(outcome.skipped).toEqual([{ origin: 'broken.txt', reason: 'unreadable', detail: 'CRC mismatch' }]);
    expect([...stored.keys()]).toEqual(['ok.txt']);
  });

  it('ends when the server does not answer', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(upload([file('a.txt')])).rejects.toThrow('no answer');
  });

  it('ends when it is interrupted', async () => {
    await expect(upload([file('a.txt')], AbortSignal.abort())).rejects.toThrow('aborted');
    expect(stored.size).toBe(0);
  });
});
