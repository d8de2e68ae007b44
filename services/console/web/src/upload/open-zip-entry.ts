import { fault, type ZipEntry } from './zip-directory.ts';

const localHeaderBytes = 30;

/** One entry unpacked, by the browser's own means and not on the page's thread. Throws an Error whose message is a `ZipFault`. */
export async function openZipEntry(archive: Blob, entry: ZipEntry): Promise<Blob> {
  if (entry.fault !== null) throw fault(entry.fault);
  const header = new DataView(
    await archive.slice(entry.offset, entry.offset + localHeaderBytes).arrayBuffer(),
  );
  if (header.byteLength < localHeaderBytes) throw fault('zip-damaged');
  const start = entry.offset + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = archive.slice(start, start + entry.packedBytes);
  const blob = entry.deflated ? await inflate(packed, entry.bytes) : packed;
  if (blob.size !== entry.bytes) throw fault('zip-damaged');
  return blob;
}

/** At most as much as the archive promised: some are made to fill the memory. */
async function inflate(packed: Blob, promised: number): Promise<Blob> {
  const reader = packed.stream().pipeThrough(inflater()).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let bytes = 0; bytes <= promised; ) {
    const { done, value } = await reader.read().catch(() => {
      throw fault('zip-damaged');
    });
    if (done) return new Blob(chunks);
    chunks.push(value);
    bytes += value.byteLength;
  }
  await reader.cancel();
  throw fault('zip-damaged');
}

function inflater(): DecompressionStream {
  try {
    return new DecompressionStream('deflate-raw');
  } catch {
    // Before Chrome 103, Firefox 113 and Safari 16.4.
    throw fault('zip-old-browser');
  }
}
