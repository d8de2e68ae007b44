import { pdfStream, writePdf } from './write-pdf.ts';

/** Points; a picture has no size of its own. */
export const pageWidth = 595;

/** A page, `pageWidth` wide, that shows pictures. */
export interface PicturePage {
  /** Points. */
  height: number;
  /** Degrees clockwise. */
  rotate: 0 | 90 | 180 | 270;
  pictures: PlacedPicture[];
}

export interface PlacedPicture {
  /** Left, bottom, width and height in points. */
  box: readonly [number, number, number, number];
  /** Size, colours and coding, as PDF writes them. */
  dictionary: string;
  data: Uint8Array;
}

/** A PDF of pages that show nothing but pictures. */
export function writePicturePages(pages: readonly PicturePage[]): Uint8Array {
  const objects: (string | Buffer)[] = [];
  const kids: number[] = [];
  // The catalogue and the list of pages come first.
  const next = (): number => objects.length + 3;
  for (const { height, rotate, pictures } of pages) {
    const names = pictures.map((_, index) => `/I${index} ${next() + 2 + index} 0 R`).join('');
    const size = `/MediaBox[0 0 ${pageWidth} ${height}]/Rotate ${rotate}`;
    kids.push(next());
    objects.push(
      `<</Type/Page/Parent 2 0 R${size}/Resources<</XObject<<${names}>>>>/Contents ${next() + 1} 0 R>>`,
    );
    const shows = pictures.map(
      ({ box: [x, y, w, h] }, index) => `q ${w} 0 0 ${h} ${x} ${y} cm /I${index} Do Q`,
    );
    objects.push(pdfStream('', Buffer.from(shows.join('\n'))));
    for (const { dictionary, data } of pictures)
      objects.push(pdfStream(`/Type/XObject/Subtype/Image${dictionary}`, data));
  }
  return writePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`,
    ...objects,
  ]);
}
