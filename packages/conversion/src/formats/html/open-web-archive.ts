import { PermanentError } from '@nianbao/contracts';

interface Entity {
  headers: Map<string, string>;
  body: Buffer;
}

/** The header ends within this; browsers put the address and the title of the page into it. */
const headerWindow = 4096;
const archiveHeader =
  /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*(?:multipart\/(?:related|alternative)|text\/html)/iu;
const maxDepth = 5;

/** Whether a file is a page that a browser or Word saved with its pictures in one file (.mht, .mhtml: RFC 2557). */
export function isWebArchive(bytes: Uint8Array): boolean {
  return archiveHeader.test(
    Buffer.from(bytes.subarray(0, headerWindow)).toString('latin1').replaceAll('\r', ''),
  );
}

/** The bytes of the archive's page, as the site sent them: what it declares of its encoding still stands in them. Throws UNSUPPORTED_TYPE. */
export function openWebArchive(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const page = findPage(readEntity(file), maxDepth);
  if (page === undefined) throw new PermanentError('UNSUPPORTED_TYPE', 'a MIME file without a page');
  return page;
}

/** The first part that is a page is the one that was saved; those of its frames follow. */
function findPage({ headers, body }: Entity, depth: number): Uint8Array | undefined {
  const type = headers.get('content-type') ?? '';
  if (/^text\/html/iu.test(type)) return decode(body, headers.get('content-transfer-encoding') ?? '');
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/iu.exec(type);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!/^multipart\//iu.test(type) || name === undefined || depth === 0) return undefined;
  for (const part of split(body, `--${name}`)) {
    const page = findPage(readEntity(part), depth - 1);
    if (page !== undefined) return page;
  }
  return undefined;
}

/** Between the boundaries; the line break before one belongs to it. */
function* split(body: Buffer, delimiter: string): Generator<Buffer> {
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = body.indexOf('\n', at + delimiter.length);
    if (start < 0) return;
    const next = body.indexOf(`\n${delimiter}`, start);
    yield body.subarray(start + 1, next < 0 ? body.length : next);
    at = next < 0 ? -1 : next + 1;
  }
}

function readEntity(bytes: Buffer): Entity {
  const [unix, windows] = [bytes.indexOf('\n\n'), bytes.indexOf('\r\n\r\n')];
  const isUnix = windows < 0 || (unix >= 0 && unix < windows);
  const end = isUnix ? unix : windows;
  const lines = bytes.subarray(0, Math.max(end, 0)).toString('latin1').replaceAll('\r', '');
  const headers = new Map<string, string>();
  for (const line of lines.replaceAll(/\n[ \t]+/gu, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: bytes.subarray(end < 0 ? 0 : end + (isUnix ? 2 : 4)) };
}

function decode(body: Buffer, encoding: string): Uint8Array {
  if (/^base64$/iu.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64');
  if (!/^quoted-printable$/iu.test(encoding)) return body;
  const joined = body.toString('latin1').replaceAll(/=[ \t]*\r?\n/gu, '');
  const text = joined.replaceAll(/=([0-9A-F]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, 'latin1');
}
