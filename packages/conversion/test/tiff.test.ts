import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { renderPageImage } from '../src/rendering/render-page-image.ts';
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
