/** A picture of a TIFF file: the values of its tags, and its strips. */
export interface TiffPicture {
  tags: Record<number, number | number[]>;
  strips: Uint8Array[];
}

const stripOffsets = 273;
const stripBytes = 279;

/** A TIFF file in either byte order; all values are LONGs. `loop` leads from the last picture back to the first. */
export function buildTiff(pictures: TiffPicture[], { big = false, loop = false } = {}): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  const put = (chunk: Uint8Array): number => {
    const at = length;
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    return at;
  };
  const long = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (big) bytes.writeUInt32BE(value);
    else bytes.writeUInt32LE(value);
    return bytes;
  };
  const short = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (big) bytes.writeUInt16BE(value);
    else bytes.writeUInt16LE(value);
    return bytes;
  };
  put(Buffer.from(big ? 'MM\0*' : 'II*\0', 'latin1'));
  let link = chunks.length;
  put(long(0));
  let first = 0;
  for (const { tags, strips } of pictures) {
    const entries = {
      ...tags,
      [stripOffsets]: strips.map(put),
      [stripBytes]: strips.map((strip) => strip.length),
    };
    const fields = Object.entries(entries).map(([tag, value]) => {
      const values = [value].flat();
      const content = values.length === 1 ? long(values[0] ?? 0) : long(put(Buffer.concat(values.map(long))));
      return Buffer.concat([short(Number(tag)), short(4), long(values.length), content]);
    });
    const at = put(Buffer.concat([short(fields.length), ...fields]));
    first ||= at;
    chunks[link] = long(at);
    link = chunks.length;
    put(long(0));
  }
  if (loop) chunks[link] = long(first);
  return Buffer.concat(chunks);
}
