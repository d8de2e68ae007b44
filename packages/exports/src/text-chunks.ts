/** Letters of a chunk. Larger strings are not taken by the quick collection of garbage: a page at a time, they would pile up by the hundred MB. */
const chunkLength = 32_768;

/** Small texts as UTF-8, many to a chunk. */
export async function* textChunks(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < chunkLength) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
