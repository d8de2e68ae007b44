import { plural } from './plural.ts';
import type { Messages } from './zh.ts';

/** Texts of `nianbao find` and `nianbao export`, in English. */
export const enExports: Messages['exports'] = {
  commands: {
    find: 'find published reports by place, year, file name, text, indicator value, missing part or finding',
    export:
      'take the reports that are found out as XLSX, CSV, NDJSON or Parquet, with a manifest (rows, SHA-256, filter, versions)',
  },
  terms: {
    about: 'words that conditions know: indicators, mandatory parts, genres, findings, with their names',
    kind: 'one kind alone',
    kinds: { indicators: 'indicator', parts: 'part', profiles: 'genre', findings: 'finding' },
    ambiguous: (kind, word, names, list) =>
      `"${word}" may be more than one ${kind}: ${names.join(', ')}. Name one of them; all: ${list}.`,
    unknown: (kind, word, nearest, list) =>
      `There is no ${kind} "${word}".${nearest.length > 0 ? ` Nearest: ${nearest.join(', ')}.` : ''} All of them: ${list}.`,
  },
  filters: {
    place: 'place, or its superior, has this word',
    year: 'reports on this year',
    name: 'file name has this word',
    title: 'title has this word',
    text: 'text has these words (apart by spaces, all of them, each of two letters or more)',
    batch: 'batch',
    profile: 'genre',
    indicator: 'gives this indicator, or a value to compare with: "inspections>=100" (>= <= > < =)',
    missing: 'lacks this part, e.g. problems',
    finding: 'has this finding, e.g. sum-mismatch',
    sort: 'order by',
    order: 'ascending or descending',
  },
  options: {
    words: 'in file name, title, place or year; with conditions: in the text',
    format: 'format of the files (default: as --out ends, or xlsx)',
    tables: (all) => `which tables, comma-separated: ${all}`,
    columns: 'only these columns, comma-separated',
    out: 'file to write; a folder for several files; an archive when it ends in .zip',
    names: 'columns, indicators and parts by the names programs use',
  },
  title: 'Exporting',
  none: 'No report matches.',
  found: (shown, total, more) =>
    more
      ? `${shown} of more than ${plural(total, 'report')}.`
      : shown < total
        ? `${shown} of ${plural(total, 'report')}.`
        : `${plural(total, 'report')}.`,
  rows: (table, rows) => `${table}: ${plural(rows, 'row')}`,
  damaged: (name) => `The export arrived incomplete (${name}). Try again.`,
};
