import { buildZip } from './build-docx.ts';

const namespaces = ['office', 'text', 'style', 'table', 'draw', 'manifest']
  .map(
    (name) =>
      `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'draw' ? 'drawing' : name}:1.0"`,
  )
  .concat('xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
  .concat('xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"')
  .join(' ');

export interface OdtParts {
  /** Content of `office:text`. */
  body: string;
  /** Content of `office:automatic-styles`, and of styles.xml. */
  automatic?: string;
  styles?: string;
  manifest?: string;
}

/** An .odt of hand-written XML. */
export function buildOdt({
  body,
  automatic = '',
  styles = '',
  manifest = '',
}: OdtParts): Promise<Uint8Array> {
  return buildZip([
    ['mimetype', 'application/vnd.oasis.opendocument.text'],
    [
      'content.xml',
      `<office:document-content ${namespaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ],
    ['styles.xml', `<office:document-styles ${namespaces}>${styles}</office:document-styles>`],
    ['META-INF/manifest.xml', `<manifest:manifest ${namespaces}>${manifest}</manifest:manifest>`],
  ]);
}
