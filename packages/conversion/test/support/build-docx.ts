import { ZipFile } from 'yazl';

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');

export interface DocxParts {
  /** Content of `w:body`. */
  body: string;
  /** Content of `w:numbering` and `w:styles`. */
  numbering?: string;
  styles?: string;
  /** Further parts by name, or other content for a part named above. */
  parts?: Record<string, string | Buffer>;
}

/** A .docx of hand-written XML. */
export async function buildDocx({ body, numbering, styles, parts = {} }: DocxParts): Promise<Uint8Array> {
  const all: Record<string, string | Buffer> = {
    'word/document.xml': `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    ...(numbering === undefined
      ? {}
      : { 'word/numbering.xml': `<w:numbering ${namespaces}>${numbering}</w:numbering>` }),
    ...(styles === undefined ? {} : { 'word/styles.xml': `<w:styles ${namespaces}>${styles}</w:styles>` }),
    ...parts,
  };
  return buildZip(Object.entries(all));
}

export async function buildZip(entries: [name: string, content: string | Buffer][]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, content] of entries) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

export function paragraph(content: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${run(content)}</w:p>`;
}

export function run(content: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${content}</w:t></w:r>`;
}
