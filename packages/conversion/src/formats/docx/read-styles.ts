import { createStyleSheet, type Style, type StyleSheet } from '../../numbering/style-sheet.ts';
import { readXml, type XmlElement } from '../../packaging/read-xml.ts';

/** Reads word/styles.xml as far as text, numbering and structure need it. */
export function readStyles(part: Uint8Array, maxDepth: number): StyleSheet {
  const styles = new Map<string, Style>();
  let style: Style | undefined;
  const path: string[] = [];
  const handlers = {
    open(element: XmlElement) {
      path.push(element.name);
      if (element.name === 'w:style') {
        style = newStyle(element);
        styles.set(style.id, style);
      } else if (style !== undefined && !path.includes('w:tblStylePr')) applyProperty(style, element, path);
    },
    close(name: string) {
      path.pop();
      if (name === 'w:style') style = undefined;
    },
  };
  readXml(part, handlers, maxDepth);
  return createStyleSheet(styles);
}

/** Whether a toggle such as `<w:vanish/>` is on: its value is absent, 1, true or on. */
export function isOn(element: XmlElement): boolean {
  return !['0', 'false', 'off'].includes(element.get('val') ?? '1');
}

function newStyle(element: XmlElement): Style {
  const isDefaultParagraph =
    element.get('type') === 'paragraph' && ['1', 'true', 'on'].includes(element.get('default') ?? '');
  const id = element.get('styleId') ?? '';
  return { id, name: id, isDefaultParagraph };
}

function applyProperty(style: Style, element: XmlElement, path: string[]): void {
  const value = element.get('val') ?? '';
  const parent = path.at(-2);
  if (element.name === 'w:name' && parent === 'w:style') style.name = value;
  else if (element.name === 'w:basedOn') style.basedOn = value;
  else if (element.name === 'w:numId' && parent === 'w:numPr') style.numId = value;
  else if (element.name === 'w:ilvl' && parent === 'w:numPr') style.level = Number.parseInt(value, 10);
  else if (element.name === 'w:outlineLvl') style.outlineLevel = Number.parseInt(value, 10);
  else if (element.name === 'w:jc' && parent === 'w:pPr') style.alignment = value;
  else if (element.name === 'w:vanish' && parent === 'w:rPr') style.hidden = isOn(element);
}
