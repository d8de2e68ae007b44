import { PermanentError } from '@nianbao/contracts';
import { type SaxesAttributeNS, SaxesParser } from 'saxes';

/** Valid while the handler runs. */
export interface XmlElement {
  /** Local name with the prefix usual for its namespace: `w:p`, `mc:Choice`, `v:imagedata`; other namespaces keep their local name. */
  name: string;
  /** An attribute's value by local name. */
  get(attribute: string): string | undefined;
}

export interface XmlHandlers {
  open(element: XmlElement): void;
  close(name: string): void;
  text?(content: string): void;
}

/** The end of a namespace address names it; transitional and strict OOXML differ only before it. */
const prefixes: readonly (readonly [string, string])[] = [
  ['wordprocessingml/main', 'w'],
  ['wordprocessingml/2006/main', 'w'],
  ['markup-compatibility/2006', 'mc'],
  ['officeDocument/2006/math', 'm'],
  ['officeDocument/math', 'm'],
  ['drawingml/2006/main', 'a'],
  ['drawingml/main', 'a'],
  ['schemas-microsoft-com:vml', 'v'],
  ['schemas-microsoft-com:office:office', 'o'],
  ['drawingml/2006/chart', 'c'],
  ['drawingml/chart', 'c'],
  ['drawingml/2006/diagram', 'dgm'],
  ['drawingml/diagram', 'dgm'],
];

/** Streams one part through handlers. Throws DTD_FORBIDDEN, MALFORMED_XML, TOO_DEEP. */
export function readXml(part: Uint8Array, handlers: XmlHandlers, maxDepth: number): void {
  const parser = new SaxesParser({ xmlns: true });
  const prefixOf = createPrefixLookup();
  let depth = 0;
  // One object for all elements: handlers do not keep it.
  let current: Record<string, SaxesAttributeNS> = {};
  const element: XmlElement = { name: '', get: (attribute) => findAttribute(current, attribute) };
  parser.on('doctype', () => {
    throw new PermanentError('DTD_FORBIDDEN');
  });
  parser.on('error', (error) => {
    throw new PermanentError('MALFORMED_XML', error.message, { cause: error });
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth += 1;
    if (depth > maxDepth) throw new PermanentError('TOO_DEEP', `more than ${maxDepth} nested elements`);
    element.name = prefixOf(uri) + local;
    current = attributes;
    handlers.open(element);
  });
  parser.on('closetag', ({ uri, local }) => {
    depth -= 1;
    handlers.close(prefixOf(uri) + local);
  });
  if (handlers.text !== undefined) {
    const onText = handlers.text;
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  parser.write(decodeXml(part)).close();
}

function createPrefixLookup(): (uri: string) => string {
  const known = new Map<string, string>();
  return (uri) => {
    const cached = known.get(uri);
    if (cached !== undefined) return cached;
    const prefix = prefixes.find(([ending]) => uri.endsWith(ending))?.[1];
    const found = prefix === undefined ? '' : `${prefix}:`;
    known.set(uri, found);
    return found;
  };
}

function findAttribute(attributes: Record<string, SaxesAttributeNS>, local: string): string | undefined {
  for (const key in attributes) {
    const attribute = attributes[key];
    if (attribute?.local === local) return attribute.value;
  }
  return undefined;
}

function decodeXml(part: Uint8Array): string {
  const [first, second] = part;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(part);
}
