import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasUnreadPages, PermanentError } from '@nianbao/contracts';
import { type ConverterPool, createConverterPool } from '@nianbao/conversion';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpusFolder } from '../support/corpus.ts';
import { editDistance } from '../support/edit-distance.ts';
import { paragraphAgreement } from '../support/paragraph-agreement.ts';

interface Fixture {
  file: string;
  expected: { outcome: 'text' | 'error' | 'ocr'; equals?: string | null; errorClass?: string };
}

const minPdfAccuracy = 0.995;
const minParagraphAgreement = 0.9;
const minScanAccuracy = 0.985;

const corpus = corpusFolder();
const formats = corpus === null ? '' : join(corpus, 'formats');
const fixtures = readFixtures();
const isReadable = ({ file }: Fixture): boolean => /^(?:txt|docx|pdf|doc|html|rtf|odt|hostile)\//u.test(file);
const refused = fixtures.filter(
  ({ file, expected }) => file.startsWith('hostile/') && expected.outcome === 'error',
);

describe.skipIf(fixtures.length === 0)(
  'every fixture of the formats corpus gives what its manifest says',
  () => {
    let pool: ConverterPool;
    beforeAll(() => {
      pool = createConverterPool({ size: 2, timeoutMs: 30_000 });
    });
    afterAll(() => pool.close());

    /** The code that a file ends with on its way through `convert` and, where pages are left unread, `ocr`. */
    const refusal = async (file: string): Promise<string> => {
      try {
        const path = join(formats, file);
        const converted = await pool.convert(path, file);
        if (hasUnreadPages(converted)) await pool.recognise(path, converted);
        return `text, ${converted.losses.map(({ kind }) => kind).join()}`;
      } catch (error) {
        return error instanceof PermanentError ? error.code : String(error);
      }
    };
    const convert = (fixture: Fixture) => pool.convert(join(formats, fixture.file), fixture.file);
    const same = fixtures.filter((fixture) => isReadable(fixture) && textOf(fixture) !== undefined);

    test.each(same)('text of $file', async (fixture) => {
      const { text, blocks } = await convert(fixture);
      const expected = textOf(fixture) ?? '';
      const [got, want] = [squeeze(text), squeeze(expected)];
      const accuracy = 1 - editDistance(got, want) / want.length;
      const contents = blocks.map(({ start, end }) => squeeze(text.slice(start, end)));
      const agreement = paragraphAgreement(contents, expected.split('\n').map(squeeze));
      console.info(`${fixture.file}: accuracy ${percent(accuracy)}, paragraphs ${percent(agreement)}`);
      if (/pdf|invalid-utf8|autonum\.doc$/u.test(fixture.file))
        expect(accuracy).toBeGreaterThanOrEqual(leastAccuracy(fixture));
      else expect(got).toBe(want);
      expect(agreement).toBeGreaterThanOrEqual(minParagraphAgreement);
    });

    test.each(refused)('$file is refused with $expected.errorClass', async (fixture) => {
      expect(codesOf(fixture)).toContain(await refusal(fixture.file));
    });

    test('a scan with a text layer is read; a page that is only a picture is a loss', async () => {
      const searchable = await pool.convert(join(formats, 'scan/001.scan-textlayer.pdf'), 'a.pdf');
      const want = squeeze(readFileSync(join(formats, 'expected/001.scan.txt'), 'utf8'));
      expect(1 - editDistance(squeeze(searchable.text), want) / want.length).toBeGreaterThanOrEqual(
        minScanAccuracy,
      );
      const mixed = await pool.convert(join(formats, 'scan/001.mixed-text-then-scan.pdf'), 'a.pdf');
      expect(mixed.losses).toContainEqual({ kind: 'image-only-page', count: 1 });
    });

    test('three thousand pages are over the limit', async () => {
      expect(await refusal('hostile/pages-3000-shared.pdf')).toBe('TOO_LARGE');
    });

    test('a line of 700 KB is one block', async () => {
      const { text, blocks } = await pool.convert(join(formats, 'hostile/one-long-line.txt'), 'a.txt');
      expect(blocks).toEqual([{ kind: 'paragraph', start: 0, end: text.trimEnd().length }]);
    });

    test('a page count that lies does not keep the page from being read', async () => {
      expect((await pool.convert(join(formats, 'hostile/huge-count.pdf'), 'a.pdf')).text).toBe(
        'only one page',
      );
    });
  },
);

function readFixtures(): Fixture[] {
  const manifest = join(formats, 'manifest.json');
  if (corpus === null || !existsSync(manifest)) return [];
  return JSON.parse(readFileSync(manifest, 'utf8')).fixtures;
}

/** The expected text; one fixture repeats its text a hundred times and is looked at on its own. */
function textOf({ file, expected }: Fixture): string | undefined {
  if (expected.outcome !== 'text' || typeof expected.equals !== 'string' || file.includes('one-long-line'))
    return undefined;
  return readFileSync(join(formats, expected.equals), 'utf8');
}

/** The codes in the manifest's words: `UNSUPPORTED_TYPE (ELF)`, `PDF_CORRUPT or text`. */
function codesOf({ expected }: Fixture): string[] {
  return expected.errorClass?.replaceAll(/\(.*\)/gu, '').match(/[A-Z_]{5,}/gu) ?? [];
}

function leastAccuracy({ file }: Fixture): number {
  // The writer of this .doc cut one list in two: its numbers begin again, in Word too.
  if (file.endsWith('autonum.doc')) return 0.999;
  return file.includes('invalid-utf8') ? 0.98 : minPdfAccuracy;
}

function squeeze(text: string): string {
  return text
    .replaceAll(/\[(?:bookmark|image):[^\]]*\]/gu, '')
    .normalize('NFKC')
    .replaceAll(/\s+/gu, '');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
