import { deflateSync } from 'node:zlib';
import { GifWriter } from 'omggif';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { renderPageImage } from '../src/rendering/render-page-image.ts';
import { sniff } from '../src/sniff.ts';
import { buildTiff, type TiffPicture } from './support/build-tiff.ts';

/** 16 × 16 pixels in two strips: the upper left quarter is dark, the rest is paper. */
const side = 16;
const size = { 256: side, 257: side, 278: 8 };
const rows = (row: (dark: boolean) => number[]): Uint8Array[] =>
  [true, false].map((dark) => Uint8Array.from(Array.from({ length: 8 }, () => row(dark)).flat()));
const half = (dark: number[], light: number[]) => (isDark: boolean) =>
  [...Array(8).fill(isDark ? dark : light), ...Array(8).fill(light)].flat() as number[];

const bilevel = rows((dark) => [dark ? 0xff : 0, 0]);
const pictures: Record<string, TiffPicture> = {
  'black and white': { tags: { ...size, 258: 1, 259: 1, 262: 0 }, strips: bilevel },
  'white is one': {
    tags: { ...size, 258: 1, 259: 1, 262: 1 },
    strips: bilevel.map((strip) => strip.map((byte) => byte ^ 0xff)),
  },
  PackBits: {
    tags: { ...size, 258: 1, 259: 32773, 262: 0 },
    strips: bilevel.map((strip) => Uint8Array.from([15, ...strip])),
  },
  'grey, deflated': {
    tags: { ...size, 258: 8, 259: 8, 262: 1 },
    strips: rows(half([0], [255])).map((strip) => deflateSync(strip)),
  },
  'colours, differences': {
    tags: { ...size, 258: [8, 8, 8], 259: 8, 262: 2, 277: 3, 317: 2 },
    strips: rows((dark) => {
      const step = dark ? [255, 255, 255] : [0, 0, 0];
      const start = dark ? [0, 0, 0] : [255, 255, 255];
      return [...start, ...Array(21).fill(0), ...step, ...Array(21).fill(0)];
    }).map((strip) => deflateSync(strip)),
  },
  'a palette': {
    tags: {
      ...size,
      258: 8,
      259: 1,
      262: 3,
      320: Array.from({ length: 768 }, (_, at) => (at % 256 ? 65_535 : 0)),
    },
    strips: rows(half([0], [1])),
  },
  // A white row is one bit in Group 4: the same as the row above. 0x001001 ends the block.
  'fax, an empty page': {
    tags: { ...size, 258: 1, 259: 4, 262: 0, 278: side },
    strips: [Buffer.from('ffff001001', 'hex')],
  },
};

async function quarters(file: Uint8Array, page = 1): Promise<(number | undefined)[]> {
  const image = await renderPageImage(file, page, 64);
  const { data } = PNG.sync.read(Buffer.from(image?.png ?? []));
  return [16, 48].flatMap((y) => [16, 48].map((x) => data[(y * 64 + x) * 4]));
}

test.each(Object.entries(pictures))('%s', async (name, picture) => {
  const dark = name.startsWith('fax') ? 255 : 0;
  for (const big of [false, true])
    expect(await quarters(buildTiff([picture], { big }))).toEqual([dark, 255, 255, 255]);
});

/** A bitmap of 54 bytes of header, a palette of black and white, and rows filled to four bytes, the lowest first. */
function bmp(bits: number, row: (dark: boolean) => number[], { down = false, masks = [] as number[] } = {}) {
  const colours = bits > 8 ? masks : [0, 0xffffff];
  const head = Buffer.alloc(54 + colours.length * 4);
  head.write('BM');
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(side, 18);
  head.writeInt32LE(down ? -side : side, 22);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(masks.length, 30);
  for (const [index, colour] of colours.entries()) head.writeUInt32LE(colour, 54 + index * 4);
  const lines = Array.from({ length: side }, (_, at) => Buffer.from(row(down === at < side / 2)));
  return Buffer.concat([head, ...lines]);
}

function gif(): Buffer {
  const bytes = Buffer.alloc(2_000);
  const writer = new GifWriter(bytes, side, side, { palette: [0, 0xffffff], loop: 0 });
  const light = Array.from({ length: side * side }, (_, at) => (at % side < 8 && at < 8 * side ? 0 : 1));
  writer.addFrame(0, 0, side, side, light);
  writer.addFrame(0, 0, side, side, Array(side * side).fill(0));
  return bytes.subarray(0, writer.end());
}

function webp(chunk: string): Buffer {
  const riff = Buffer.from(`52494646${'00'.repeat(4)}57454250${chunk}`, 'hex');
  riff.writeUInt32LE(riff.length - 8, 4);
  return riff;
}

const bgr = half([0, 0, 0], [255, 255, 255]);
const bgr0 = half([0, 0, 0, 0], [255, 255, 255, 0]);
test.each([
  ['BMP, black and white', bmp(1, (dark) => [dark ? 0 : 255, 255, 0, 0])],
  ['BMP, a palette', bmp(8, half([0], [1]))],
  ['BMP, 16 colours', bmp(4, (dark) => [...Array(4).fill(dark ? 0 : 0x11), ...Array(4).fill(0x11)])],
  ['BMP, colours from the top', bmp(24, bgr, { down: true })],
  ['BMP, masks, nothing in the fourth byte', bmp(32, bgr0, { masks: [0xff0000, 0xff00, 0xff] })],
  ['GIF, the first of its frames', gif()],
  ['WebP, lossless', webp('5650384c1c0000002f0fc003000f30fff33ffff31f78100b26f94bef4c21a2ff91030000')],
  [
    'WebP, lossy',
    webp('56503820240000003001009d012a1000100002c04c25a400037000feef4c3ffecd7fffb312fffeca88000000'),
  ],
])('%s', async (_, file) => {
  expect(sniff(file)).toBe('image');
  expect(await convert(file)).toMatchObject({ pages: [{ number: 1, imageOnly: true }] });
  expect(await quarters(file)).toEqual([expect.closeTo(0, -1.5), 255, 255, 255]);
  const broken = file.subarray(0, file.length - 12);
  await expect(renderPageImage(broken, 1, 64)).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
});

test('the low bit first', async () => {
  const tags = { ...size, 258: 1, 259: 1, 262: 0, 266: 2 };
  const nibbles = bilevel.map((strip) => strip.map((byte) => byte & 0xf0));
  const dark = await quarters(buildTiff([{ tags, strips: nibbles }]));
  expect(dark[0]).toBe(0);
});

test('each picture is a page left to OCR; previews are none, and a loop ends', async () => {
  const [one, two] = Object.values(pictures);
  if (one === undefined || two === undefined) return;
  const preview = { ...one, tags: { ...one.tags, 254: 1 } };
  const file = buildTiff([preview, one, two], { loop: true });
  const document = await convert(file, { name: 'a.tif' });
  expect(document).toMatchObject({ format: 'image', engine: 'tiff/1', text: '' });
  expect(document.pages?.map(({ number, imageOnly }) => [number, imageOnly])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(await quarters(file, 2)).toEqual([0, 255, 255, 255]);
});

test('a page scanned upside down is turned', async () => {
  const { tags, strips } = pictures['grey, deflated'] ?? { tags: {}, strips: [] };
  expect(await quarters(buildTiff([{ tags: { ...tags, 274: 3 }, strips }]))).toEqual([255, 255, 255, 0]);
});

test.each([
  ['an unknown coding', { 259: 34_712 }, 'UNSUPPORTED_IMAGE'],
  ['16 bits', { 258: 16 }, 'UNSUPPORTED_IMAGE'],
  ['strips that are not there', { 278: 1 }, 'UNSUPPORTED_IMAGE'],
  ['too many pixels', { 256: 60_000, 257: 60_000, 278: 60_000 }, 'TOO_LARGE'],
])('%s', async (_, tags, code) => {
  const picture = { tags: { ...size, 258: 8, 259: 1, 262: 1, ...tags }, strips: rows(half([0], [255])) };
  await expect(renderPageImage(buildTiff([picture]), 1, 64)).rejects.toMatchObject({ code });
});

test('a file that breaks off is refused', async () => {
  const whole = buildTiff([pictures['black and white'] ?? { tags: {}, strips: [] }]);
  for (const length of [9, whole.length - 20])
    await expect(convert(whole.subarray(0, length), { name: 'a.tif' })).rejects.toMatchObject({
      code: 'UNSUPPORTED_IMAGE',
    });
});
