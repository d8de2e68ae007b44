import { readFile } from 'node:fs/promises';
import { DocumentDetail, DocumentPagesResponse } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GuardedServices, startGuardedServices } from '../support/guarded-services.ts';
import { readProblem } from '../support/http-bench.ts';

const scan = new URL('../samples/scans/竹溪镇2021（扫描件）.png', import.meta.url);
const pages = [{ number: 1, start: 0, end: 5, imageOnly: true, engine: 'tesseract.js/7', confidence: 91 }];

describe('the pages of a document', () => {
  let services: GuardedServices;
  let documentId: string;
  const ask = (path: string) =>
    services.send('GET', `${services.consoleUrl}/api/documents/${documentId}/pages${path}`, {
      key: services.keys.reader,
    });

  beforeAll(async () => {
    services = await startGuardedServices();
    documentId = services.documentId;
    const { store } = services.bench;
    const key = services.keys.reader;
    const answer = await services.send('GET', `${services.consoleUrl}/api/documents/${documentId}`, { key });
    const { result } = DocumentDetail.parse(await answer.json());
    if (result?.kind !== 'report') throw new Error('no report');
    await store.put(result.textKey, JSON.stringify({ text: '竹溪镇年报', pages }));
    await store.put(keys.original(documentId), await readFile(scan));
  });
  afterAll(() => services?.stop());

  it('are listed with their place in the text, and drawn as wide as asked for', async () => {
    expect(DocumentPagesResponse.parse(await (await ask('')).json())).toEqual({ pages });
    const answer = await ask('/1?width=300');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=/);
    expect([answer.headers.get('x-page-count'), answer.headers.get('x-lacks-font')]).toEqual(['1', 'false']);
    const png = Buffer.from(await answer.arrayBuffer());
    // The width stands in the first chunk of a PNG.
    expect(png.readUInt32BE(16)).toBe(300);
  });

  it('that are not there, or too wide, are refused', async () => {
    expect(await readProblem(await ask('/2'))).toMatchObject({ status: 404, code: 'PAGE_UNKNOWN' });
    expect(await readProblem(await ask('/1?width=9000'))).toMatchObject({ status: 400 });
    expect(await readProblem(await ask('/0'))).toMatchObject({ status: 400 });
  });
});
