import { PermanentError } from '@nianbao/contracts';
import { PNG } from 'pngjs';
import { type ImageHeader, readImageHeader } from './read-image-header.ts';

/** Points; a picture has no size of its own. */
const pageWidth = 595;

/** A PDF of one page that shows a PNG or JPEG picture. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export function wrapImage(bytes: Uint8Array): Uint8Array {
  const header = readImageHeader(bytes);
  const { data, dictionary } = header.kind === 'png' ? greyPixels(bytes) : jpegStream(bytes, header);
  const height = Math.max(1, Math.round((pageWidth * header.height) / header.width));
  const content = `${pageWidth} 0 0 ${height} 0 0 cm /I Do`;
  const size = `/Width ${header.width}/Height ${header.height}/BitsPerComponent 8`;
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pageWidth} ${height}]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>`,
    stream('', Buffer.from(content)),
    stream(`/Type/XObject/Subtype/Image${size}${dictionary}`, data),
  ]);
}

/** JPEG goes in as it is: PDF knows its coding. Adobe writes CMYK inverted. */
function jpegStream(bytes: Uint8Array, { components }: ImageHeader) {
  const space = components === 1 ? '/DeviceGray' : components === 4 ? '/DeviceCMYK' : '/DeviceRGB';
  const decode = components === 4 ? '/Decode[1 0 1 0 1 0 1 0]' : '';
  return { data: bytes, dictionary: `/ColorSpace${space}/Filter/DCTDecode${decode}` };
}

/** PNG may be interlaced or transparent, which PDF does not know: decoded, laid on white, made grey (ITU-R BT.601). */
function greyPixels(bytes: Uint8Array) {
  const { width, height, data: rgba } = decodePng(bytes);
  const data = new Uint8Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel += 1) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4);
    data[pixel] = 255 - ((255 - (0.299 * red + 0.587 * green + 0.114 * blue)) * alpha) / 255;
  }
  return { data, dictionary: '/ColorSpace/DeviceGray' };
}

function decodePng(bytes: Uint8Array) {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch (error) {
    throw new PermanentError('UNSUPPORTED_IMAGE', error instanceof Error ? error.message : '', {
      cause: error,
    });
  }
}

function stream(dictionary: string, data: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${data.length}>>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

function assemble(objects: readonly (string | Buffer)[]): Uint8Array {
  const chunks = [Buffer.from('%PDF-1.4\n')];
  const rows: string[] = [];
  let length = chunks[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    rows.push(`${String(length).padStart(10, '0')} 00000 n \n`);
    const chunk = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    chunks.push(chunk);
    length += chunk.length;
  }
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF`;
  chunks.push(Buffer.from(table + trailer));
  return new Uint8Array(Buffer.concat(chunks));
}
