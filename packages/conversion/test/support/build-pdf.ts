import { deflateSync } from 'node:zlib';

/** Objects 3 to 5. */
const chineseFont = [
  '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
  '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500 814 939 500]>>',
  '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
];

/** How much larger the text of a form is set than shown. */
const formScale = 4;

/** Text at a place: points from the page's lower left corner; Chinese characters are `size` wide, ASCII half of that. */
export interface PlacedText {
  text: string;
  x: number;
  y: number;
  size?: number;
  /** Degrees anticlockwise. */
  angle?: number;
  /** What it stands for (`/ActualText`): browsers write it for radicals and ligatures. */
  actual?: string;
}

const pageSize = [595, 842] as const;

/** A PDF whose pages show text in a Chinese font that is not embedded, as old reports have, over `drawings` (operators, by page). */
export function buildPdf(pages: PlacedText[][], drawings: readonly string[] = []): Uint8Array {
  const objects: (string | Buffer)[] = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ')}]>>`,
    ...chineseFont,
  ];
  for (const [index, page] of pages.entries()) {
    const drawing = `q ${drawings[index] ?? ''} Q\n`;
    const content = Buffer.from(drawing + page.map(showText).join('\n'), 'latin1');
    objects.push(pageObject(7 + index * 2), stream(content));
  }
  return assemble(objects);
}

/** One page whose text stands in a form (a drawing of its own, as browsers make of a transformed page), shown smaller. */
export function buildFormPdf(page: PlacedText[]): Uint8Array {
  const larger = page.map((each) => ({
    ...each,
    x: each.x * formScale,
    y: each.y * formScale,
    size: (each.size ?? 16) * formScale,
  }));
  const box = pageSize.map((side) => side * formScale).join(' ');
  const form = `/Type/XObject/Subtype/Form/BBox[0 0 ${box}]/Resources<</Font<</F 3 0 R>>>>`;
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[6 0 R]>>',
    ...chineseFont,
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pageSize.join(' ')}]/Resources<</XObject<</X 8 0 R>>>>/Contents 7 0 R>>`,
    stream(Buffer.from(`${1 / formScale} 0 0 ${1 / formScale} 0 0 cm /X Do`)),
    stream(Buffer.from(larger.map(showText).join('\n'), 'latin1'), form),
  ]);
}

/** A small file whose one page unpacks to `size` bytes of text operators. */
export function flateBomb(size: number): Uint8Array {
  const content = deflateSync(Buffer.alloc(size, 'BT (a) Tj ET\n'));
  const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[4 0 R]>>',
    font,
    pageObject(5),
    stream(content, '/Filter/FlateDecode'),
  ]);
}

function pageObject(contents: number): string {
  return `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pageSize.join(' ')}]/Resources<</Font<</F 3 0 R>>>>/Contents ${contents} 0 R>>`;
}

function showText({ text, x, y, size = 16, angle = 0, actual }: PlacedText): string {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const matrix = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ');
  const shown = `BT /F ${size} Tf ${matrix} Tm <${toHex(text)}> Tj ET`;
  return actual === undefined ? shown : `/Span <</ActualText<FEFF${toHex(actual)}>>> BDC ${shown} EMC`;
}

function toHex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

function stream(content: Buffer, filter = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<</Length ${content.length}${filter}>>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
}

function assemble(objects: (string | Buffer)[]): Uint8Array {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    chunks.push(
      Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
    );
  }
  const start = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  chunks.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(chunks));
}
