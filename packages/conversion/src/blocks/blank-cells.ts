/** As many columns as Word allows; a file may claim any number. */
const maxColumns = 63;

/** The blank cells that a cell which reaches over `columns` columns leaves beside it, so that the cells of every row stand in their columns. */
export function blankCells(columns: string | undefined): never[][] {
  const count = Number.parseInt(columns ?? '1', 10) || 1;
  return Array.from({ length: Math.min(maxColumns, Math.max(1, count)) - 1 }, () => []);
}
