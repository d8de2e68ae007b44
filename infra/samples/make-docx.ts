import {
  AlignmentType,
  DeletedTextRun,
  Document,
  type FileChild,
  Footer,
  FootnoteReferenceRun,
  Header,
  InsertedTextRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

export interface DocxStyle {
  /** `# ` and `## ` become automatic numbers 一、 and （一） that stand only in numbering.xml, as Word writes them. */
  automaticNumbering?: boolean;
  /** One word is struck out and another put in, with change tracking on. */
  trackedChange?: boolean;
  headerAndFooter?: string;
  footnote?: string;
}

/** A .docx of these lines. `@table a|b` and `@row a|b` lines make a table; the first line is the title. */
export async function makeDocx(lines: readonly string[], style: DocxStyle): Promise<Uint8Array> {
  const children: FileChild[] = [];
  let rows: TableRow[] = [];
  const closeTable = () => {
    if (rows.length > 0) children.push(new Table({ rows }));
    rows = [];
  };
  for (const [at, line] of lines.entries()) {
    const row = /^@(?:table|row) (.*)$/.exec(line);
    if (row) rows.push(new TableRow({ children: (row[1] ?? '').split('|').map((cell) => new TableCell({ children: [new Paragraph(cell)] })) }));
    else {
      closeTable();
      children.push(paragraph(line, at, style));
    }
  }
  closeTable();
  const document = new Document({
    numbering: { config: [{ reference: 'report', levels: numberingLevels }] },
    ...(style.footnote ? { footnotes: { 1: { children: [new Paragraph(style.footnote)] } } } : {}),
    sections: [{ ...furniture(style.headerAndFooter), children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const numberingLevels = [
  { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、', alignment: AlignmentType.START },
  { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）', alignment: AlignmentType.START },
];

function paragraph(line: string, at: number, style: DocxStyle): Paragraph {
  if (at === 0) return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: line, bold: true, size: 44 })] });
  const heading = /^(#+) (.*)$/.exec(line);
  if (heading && style.automaticNumbering) {
    return new Paragraph({ text: heading[2] ?? '', numbering: { reference: 'report', level: (heading[1] ?? '#').length - 1 } });
  }
  const children = style.trackedChange && at === 1 ? tracked(line) : [new TextRun(line)];
  if (style.footnote && at === 3) return new Paragraph({ children: [...children, new FootnoteReferenceRun(1)] });
  return new Paragraph({ children, indent: { firstLine: 640 } });
}

function tracked(line: string) {
  const change = { author: '办公室', date: '2020-01-06T08:00:00Z' };
  return [
    new TextRun(line.slice(0, 5)),
    new DeletedTextRun({ id: 1, ...change, text: '（初稿）2018年' }),
    new InsertedTextRun({ id: 2, ...change, text: line.slice(5, 9) }),
    new TextRun(line.slice(9)),
  ];
}

function furniture(name: string | undefined) {
  if (!name) return {};
  const page = new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })] });
  return { headers: { default: new Header({ children: [new Paragraph(name)] }) }, footers: { default: new Footer({ children: [page] }) } };
}
