import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract, getProfile, readDocument, review, segment } from '@nianbao/analysis';
import type { ConvertedDocument } from '@nianbao/contracts';
import { corpusFolder } from '../../tests/support/corpus.ts';
import { longText, stretchedReports } from './analysis-texts.ts';
import { startBench } from './bench.ts';
import { peers } from './number-peers.ts';

/**
 * Reports per second of the analysis alone, on one core, stage by stage and beside two other ways to find numbers; and how its work
 * grows with the text: `pnpm bench:analysis [--rounds 15] [--kb 10] [--long-mb 1,10] [--json]`.
 */
interface Row {
  name: string;
  /** Processor time, the median of the rounds; the garbage collector's and compiler's threads count with it. */
  msPerReport: number;
  perSecond: number;
  mbPerSecond: number;
  /** By the clock, the best round: a busy machine shares it out. */
  wallMsPerReport: number;
  wallPerSecond: number;
}

const { options, say, finish } = startBench({ rounds: 15, kb: 10, 'long-mb': '1,10' });
// Reports until the engine has optimised what it will: a worker reads thousands.
const warmUp = 3000;
const { rounds } = options;
const bytes = options.kb * 1000;
const profile = getProfile();
const documents = stretchedReports(bytes).map(toDocument);
const dense = stretchedReports(bytes, false).map(toDocument);
const rows = [...stageRows(), ...peerRows()];
const growth = growthRows(options['long-mb'].split(',').map(Number));
const figures = { usual: meanFigures(documents), dense: meanFigures(dense) };
tell();
finish({ reports: documents.length, figuresPerReport: figures, rows, growth });

function stageRows(): Row[] {
  const read = documents.map((document) => {
    const outline = segment(document, profile);
    return { document, outline, extraction: extract(document, outline, profile) };
  });
  return [
    measure('segment', () => {
      for (const document of documents) segment(anew(document), profile);
    }),
    measure('extract', () => {
      for (const { document, outline } of read) extract(anew(document), outline, profile);
    }),
    measure('review', () => {
      for (const { document, outline, extraction } of read)
        review(anew(document), outline, extraction, profile);
    }),
    measure('whole analysis', () => readAll(documents)),
    measure('whole analysis, dense figures', () => readAll(dense)),
    ...publishedRows(),
  ];
}

/** The real reports, where they are at hand (`NIANBAO_CORPUS`): of each as much time as so many bytes of it take. */
function publishedRows(): Row[] {
  const corpus = corpusFolder();
  if (!corpus) return [];
  const folder = join(corpus, 'reports');
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const length = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const published = texts.map(toDocument);
  const rounds = 10;
  const pass = () => {
    for (let round = 0; round < rounds; round += 1) readAll(published);
  };
  return [measure('whole analysis, published reports', pass, (rounds * length) / bytes)];
}

function meanFigures(documents: readonly ConvertedDocument[]): number {
  const figures = documents.map((document) => readDocument(document, profile).extraction.quantities.length);
  return Math.round(figures.reduce((sum, count) => sum + count, 0) / figures.length);
}

function readAll(documents: readonly ConvertedDocument[]): void {
  for (const document of documents) readDocument(anew(document), profile);
}

/** A copy: what the analysis remembers of a document it has met, it must not bring to the next round. */
function anew(document: ConvertedDocument): ConvertedDocument {
  return { ...document };
}

function peerRows(): Row[] {
  return peers.map(({ name, find, reports }) => {
    const texts = documents.slice(0, reports).map(({ text }) => text);
    return measure(name, () => texts.forEach(find), texts.length, reports === undefined ? rounds : 1);
  });
}

/** One pass over all reports, `rounds` times; before it as many, or as many as a compiler at run time needs. */
function measure(name: string, pass: () => void, reports = documents.length, times = rounds): Row {
  const before = times === 1 ? 1 : Math.max(times, warmUp / reports);
  for (let round = 0; round < before; round += 1) pass();
  const taken = Array.from({ length: times }, () => timed(pass));
  const cpu = taken.map(({ cpuMs }) => cpuMs / reports).sort((a, b) => a - b);
  const msPerReport = cpu[times >> 1] ?? Number.NaN;
  const wallMsPerReport = Math.min(...taken.map(({ wallMs }) => wallMs / reports));
  return {
    name,
    msPerReport,
    perSecond: 1000 / msPerReport,
    mbPerSecond: bytes / 1000 / msPerReport,
    wallMsPerReport,
    wallPerSecond: 1000 / wallMsPerReport,
  };
}

function timed(run: () => void): { cpuMs: number; wallMs: number } {
  const cpu = process.cpuUsage();
  const start = performance.now();
  run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000, wallMs };
}

/** The same text, longer: seconds, and how many times longer than the first size for how many times the text. */
function growthRows(sizes: readonly number[]) {
  return [false, true].flatMap((oneLine) => {
    let first: { mb: number; seconds: number } | undefined;
    return sizes.map((mb) => {
      const document = toDocument(longText(mb * 1_000_000, oneLine));
      const { cpuMs, wallMs } = timed(() => readDocument(document, profile));
      const seconds = cpuMs / 1000;
      first ??= { mb, seconds };
      const workRatio = seconds / first.seconds / (mb / first.mb);
      return { text: oneLine ? 'one line' : 'reports', mb, seconds, wallSeconds: wallMs / 1000, workRatio };
    });
  });
}

function toDocument(text: string): ConvertedDocument {
  let start = 0;
  const blocks = text.split('\n').flatMap((line) => {
    const block = { kind: 'paragraph' as const, start, end: start + line.length };
    start += line.length + 1;
    return line.trim() === '' ? [] : [block];
  });
  return { text, blocks, format: 'txt', engine: 'bench', losses: [] };
}

function tell(): void {
  const { usual, dense } = figures;
  say(
    `${documents.length} reports of ${options.kb} KB (UTF-8) with ${usual} figures each, dense: ${dense}; one core; ${rounds} rounds after a warm-up:`,
  );
  say('processor time, the median round; by the clock, the best round\n');
  say(`${''.padEnd(34)}processor ms/report  reports/s    MB/s   clock ms/report  reports/s`);
  for (const row of rows)
    say(
      `${row.name.padEnd(34)}${row.msPerReport.toFixed(3).padStart(19)}${row.perSecond.toFixed(0).padStart(11)}${row.mbPerSecond.toFixed(2).padStart(8)}${row.wallMsPerReport.toFixed(3).padStart(18)}${row.wallPerSecond.toFixed(0).padStart(11)}`,
    );
  say(`\n${'one long text'.padEnd(34)}     MB  processor s  clock s  processor time per byte (1 = linear)`);
  for (const { text, mb, seconds, wallSeconds, workRatio } of growth)
    say(
      `${text.padEnd(34)}${String(mb).padStart(7)}${seconds.toFixed(2).padStart(13)}${wallSeconds.toFixed(2).padStart(9)}${workRatio.toFixed(2).padStart(8)}`,
    );
}
