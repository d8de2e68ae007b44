import { PermanentError } from '@nianbao/contracts';
import { readTiff, type TiffPage, type TiffPiece, tags } from './read-tiff.ts';
import { type PicturePage, pageWidth, writePicturePages } from './write-picture-pages.ts';

/** How TIFF 6.0 and PDF name the same codings: PDF's were taken from TIFF, so that nothing is decoded here. */
const codings: Record<number, (page: TiffPage, piece: TiffPiece) => string> = {
  1: () => '',
  2: (page, piece) => fax(page, piece, '/K 0/EncodedByteAlign true'),
  3: (page, piece) => fax(page, piece, `/K ${(page.tag(tags.t4Options)[0] ?? 0) & 1}`),
  4: (page, piece) => fax(page, piece, '/K -1'),
  5: (page, piece) => `/Filter/LZWDecode${predictor(page, piece)}`,
  7: (page) =>
    `/Filter/DCTDecode/DecodeParms<</ColorTransform ${photometric(page) === photometrics.yCbCr ? 1 : 0}>>`,
  8: (page, piece) => `/Filter/FlateDecode${predictor(page, piece)}`,
  32773: () => '/Filter/RunLengthDecode',
  32946: (page, piece) => `/Filter/FlateDecode${predictor(page, piece)}`,
};
const photometrics = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, cmyk: 5, yCbCr: 6 };
const faxCodings = [2, 3, 4];
const jpegCoding = 7;
const turns: Record<number, 90 | 180 | 270> = { 3: 180, 6: 90, 8: 270 };
const lowBitFirst = 2;

/** A PDF that shows the pictures of a TIFF file, one a page. Throws UNSUPPORTED_IMAGE for what PDF cannot show as it is, TOO_LARGE. */
export function wrapTiff(file: Uint8Array): Uint8Array {
  return writePicturePages(readTiff(file).map(describePage));
}

function describePage(page: TiffPage): PicturePage {
  const scale = pageWidth / page.width;
  const height = Math.max(1, page.height * scale);
  const coding = page.tag(tags.compression)[0] ?? 1;
  const code = codings[coding];
  const space = colourSpace(page);
  if (code === undefined) throw new PermanentError('UNSUPPORTED_IMAGE', `TIFF compression ${coding}`);
  const bits = page.tag(tags.bits)[0] ?? 1;
  return {
    height,
    rotate: turns[page.tag(tags.orientation)[0] ?? 1] ?? 0,
    pictures: page.pieces.map((piece) => ({
      box: [
        piece.x * scale,
        height - (piece.y + piece.height) * scale,
        piece.width * scale,
        piece.height * scale,
      ],
      dictionary: `/Width ${piece.width}/Height ${piece.height}/BitsPerComponent ${bits}${space}${code(page, piece)}`,
      data: dataOf(page, piece, coding),
    })),
  };
}

function fax(page: TiffPage, { width, height }: TiffPiece, kind: string): string {
  const inverted = photometric(page) === photometrics.blackIsZero;
  return `/Filter/CCITTFaxDecode/DecodeParms<<${kind}/Columns ${width}/Rows ${height}/BlackIs1 ${inverted}>>`;
}

function predictor(page: TiffPage, { width }: TiffPiece): string {
  if (page.tag(tags.predictor)[0] !== 2) return '';
  const [colors = 1, bits = 1] = [page.tag(tags.samples)[0], page.tag(tags.bits)[0]];
  return `/DecodeParms<</Predictor 2/Colors ${colors}/BitsPerComponent ${bits}/Columns ${width}>>`;
}

function colourSpace(page: TiffPage): string {
  const samples = page.tag(tags.samples)[0] ?? 1;
  const bits = page.tag(tags.bits);
  const kind = photometric(page);
  const planar = samples > 1 && page.tag(tags.planar)[0] === 2;
  const isFax = faxCodings.includes(page.tag(tags.compression)[0] ?? 1);
  const layout = `TIFF colours ${kind}, samples ${samples} of ${bits.join(', ')} bits`;
  if (planar || bits.some((each) => each > 8 || each !== bits[0]))
    throw new PermanentError('UNSUPPORTED_IMAGE', layout);
  if (samples === 1 && kind === photometrics.whiteIsZero)
    return `/ColorSpace/DeviceGray${isFax ? '' : '/Decode[1 0]'}`;
  if (samples === 1 && kind === photometrics.blackIsZero) return '/ColorSpace/DeviceGray';
  if (samples === 1 && kind === photometrics.palette) return `/ColorSpace${palette(page, bits[0] ?? 1)}`;
  if (samples === 3 && (kind === photometrics.rgb || kind === photometrics.yCbCr))
    return '/ColorSpace/DeviceRGB';
  if (samples === 4 && kind === photometrics.cmyk) return '/ColorSpace/DeviceCMYK';
  throw new PermanentError('UNSUPPORTED_IMAGE', layout);
}

/** All reds, then all greens, then all blues, of 16 bits each. */
function palette(page: TiffPage, bits: number): string {
  const map = page.tag(tags.colourMap);
  const size = 2 ** bits;
  const bytes = Array.from({ length: size }, (_, index) =>
    [0, 1, 2].map((colour) => (map[colour * size + index] ?? 0) >> 8),
  ).flat();
  return `[/Indexed/DeviceRGB ${size - 1}<${Buffer.from(bytes).toString('hex')}>]`;
}

function photometric(page: TiffPage): number {
  return page.tag(tags.photometric)[0] ?? photometrics.whiteIsZero;
}

function dataOf(page: TiffPage, { data }: TiffPiece, coding: number): Uint8Array {
  if (coding === jpegCoding) return withTables(data, page.tag(tags.jpegTables));
  return page.tag(tags.fillOrder)[0] === lowBitFirst && coding <= 4 ? data.map(reverseBits) : data;
}

/** The pieces share tables, which stand between the marks of an own JPEG file (TIFF Technical Note 2). */
function withTables(data: Uint8Array, tables: readonly number[]): Uint8Array {
  return tables.length < 4 ? data : Buffer.concat([Buffer.from(tables.slice(0, -2)), data.subarray(2)]);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
