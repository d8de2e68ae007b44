import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFolder } from '../support/corpus.ts';

/** Annotations of one report. Offsets are code points into the text, not UTF-16 indices. */
export interface Gold {
  id: string;
  /** `profile`: the genre the report is read as, when it is not the default one. */
  meta?: { profile?: string };
  headings: { level: number; number: string | null; title: string; start: number }[];
  quantities: GoldQuantity[];
  indicators: Record<string, GoldIndicator>;
  /** Values neither right nor wrong for keys without gold. */
  indicators_lenient?: Record<string, number[]>;
  parts: Record<string, { state: string; accept: string[] }>;
  /** Sums, rates, numbers, repetitions looked at by the annotator; absent when nobody did. */
  consistency?: GoldConsistency[];
}

export interface GoldConsistency {
  kind: string;
  quote: string;
  start: number;
  other_start?: number;
  /** False: a fault. */
  holds: boolean;
  /** A matter of opinion: neither missed nor wrong. */
  soft?: boolean;
}

export interface GoldQuantity {
  start: number;
  quote: string;
  value: number;
  unit: string;
  approx: string | null;
  bound?: 'min' | 'max' | null;
  borderline?: boolean;
  subject?: string | null;
}

export interface GoldIndicator {
  value: number;
  bound?: 'min' | 'max' | null;
  accept: number[];
  lenient?: number[];
  /** Never missed. */
  optional?: boolean;
  /** Right only with the bound. */
  need_bound?: boolean;
}

export interface AnnotatedReport {
  name: string;
  text: string;
  gold: Gold;
}

/** The real reports, or null where they are not at hand. */
export function loadCorpus(): AnnotatedReport[] | null {
  const folder = corpusFolder();
  return folder === null ? null : load(join(folder, 'gold'), join(folder, 'reports'));
}

/** The repository's own fictional reports: every `<name>.json` beside its `<name>.txt`. */
export function loadSamples(): AnnotatedReport[] {
  const folder = fileURLToPath(new URL('../samples/annotated', import.meta.url));
  return load(folder, folder);
}

function load(goldFolder: string, textFolder: string): AnnotatedReport[] {
  return readdirSync(goldFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.json$/, '');
      const gold: Gold = JSON.parse(readFileSync(join(goldFolder, file), 'utf8'));
      return { name, gold, text: readFileSync(join(textFolder, `${name}.txt`), 'utf8') };
    });
}
