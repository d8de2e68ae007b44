const fileHeader = 14;
/** BITMAPINFOHEADER; the later headers begin as it does. OS/2's is shorter. */
const infoHeader = 40;
const plain = 0;
const withMasks = 3;
/** Blue, green, red, as nearly all files with masks say as well. */
const usualMasks = [0xff0000, 0xff00, 0xff];

/** An uncompressed Windows bitmap of 1, 4, 8, 24 or 32 bits a pixel. Throws for others, and for a file that breaks off. */
export function decodeBmp(bytes: Buffer): { width: number; height: number; data: Uint8Array } {
  const headerSize = bytes.readUInt32LE(fileHeader);
  const [width, signedHeight] = [bytes.readInt32LE(18), bytes.readInt32LE(22)];
  const bits = bytes.readUInt16LE(28);
  const coding = bytes.readUInt32LE(30);
  if (headerSize < infoHeader || ![1, 4, 8, 24, 32].includes(bits) || !isPlain(bytes, coding))
    throw new Error(`BMP of ${bits} bits, coding ${coding}`);
  const height = Math.abs(signedHeight);
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const start = bytes.readUInt32LE(10);
  const palette = bytes.subarray(fileHeader + headerSize, start);
  if (start + rowBytes * height > bytes.length) throw new Error('BMP breaks off');
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    // The lowest row stands first, unless the height is negative.
    const row = start + (signedHeight < 0 ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x += 1) {
      const [source, at] =
        bits > 8 ? [bytes, row + (x * bits) / 8] : [palette, 4 * indexAt(bytes, row, x, bits)];
      const to = (y * width + x) * 4;
      for (let colour = 0; colour < 3; colour += 1) data[to + colour] = source[at + 2 - colour] ?? 0;
    }
  }
  return { width, height, data };
}

function isPlain(bytes: Buffer, coding: number): boolean {
  const masks = [0, 4, 8].map((at) => bytes.readUInt32LE(fileHeader + infoHeader + at));
  return (
    coding === plain || (coding === withMasks && masks.every((mask, index) => mask === usualMasks[index]))
  );
}

/** The high bits are the left pixel. */
function indexAt(bytes: Buffer, row: number, x: number, bits: number): number {
  const bit = x * bits;
  return ((bytes[row + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
}
