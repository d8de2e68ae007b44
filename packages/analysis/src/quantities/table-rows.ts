/** A cell of a line whose cells are parted by tabs. */
export interface Cell {
  start: number;
  content: string;
}

/** Rows that stand together in the text. A table's heads may come anew further down. */
export type Table = Cell[][];

/** A row that is merged over the whole width, between rows of one table: 一、行政处罚. */
const longestBand = 30;
/** Wider is no table that people read by its heads; the work grows faster than the columns, and with the rows. */
const mostColumns = 100;
const sentence = /[，。：；]/;

/** The tables of a text, by its lines; `isRead` takes out lines that somebody else reads. */
export function findTables(text: string, isRead: (start: number, end: number) => boolean): Table[] {
  const tables: Table[] = [];
  let rows: Table = [];
  let band: Cell | null = null;
  let width = 0;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (!isRead(start, end)) {
      const cells = line.includes('\t') ? cellsOf(line, start) : [];
      if (cells.length > 0 && cells.length <= mostColumns) {
        if (rows.length > 0 && band === null) rows.push(cells);
        else if (band !== null && goesOn(width, cells)) rows.push([band], cells);
        else {
          rows = [cells];
          width = 0;
          tables.push(rows);
        }
        width = Math.max(width, cells.length);
        band = null;
      } else if (rows.length > 0 && band === null && line.length <= longestBand && !sentence.test(line))
        band = { start, content: line };
      else {
        rows = [];
        band = null;
      }
    }
    start = end + 1;
  }
  return tables;
}

/** Behind a line without cells a table goes on with figures in as many cells; a head opens another one. */
function goesOn(width: number, cells: readonly Cell[]): boolean {
  // Blank cells at the end of a row leave no trace.
  return (
    cells.length <= width && cells.length >= width - 1 && cells.some(({ content }) => /^\s*\d/.test(content))
  );
}

function cellsOf(line: string, start: number): Cell[] {
  let at = start;
  return line.split('\t').map((content) => {
    const cell = { start: at, content };
    at += content.length + 1;
    return cell;
  });
}
