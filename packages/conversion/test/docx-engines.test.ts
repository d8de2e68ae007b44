import { PermanentError } from '@nianbao/contracts';
import { expect, test } from 'vitest';
import { defaultLimits } from '../src/converter.ts';
import { convertDocxWith } from '../src/formats/docx/convert-docx.ts';
import type { DocxEngine } from '../src/formats/docx/docx-engine.ts';
import { mammothEngine } from '../src/formats/docx/mammoth-engine.ts';
import { ooxmlEngine } from '../src/formats/docx/ooxml-engine.ts';
import { buildDocx, paragraph } from './support/build-docx.ts';

const contentTypes =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const report = buildDocx({
  body: paragraph('青河镇年度报告') + paragraph('全年办案35件。'),
  parts: { '[Content_Types].xml': contentTypes },
});
const failing = (error: Error): DocxEngine => ({ name: 'failing/1', read: () => Promise.reject(error) });

test('both engines read a plain document alike', async () => {
  const [own, other] = await Promise.all(
    [ooxmlEngine, mammothEngine].map(async (engine) =>
      convertDocxWith([engine], await report, defaultLimits),
    ),
  );
  expect(own?.text).toBe('青河镇年度报告\n全年办案35件。');
  expect(other?.text).toBe(own?.text);
  expect(other?.blocks).toEqual(own?.blocks);
});

test('a defect of the first engine leaves the document to the second', async () => {
  const document = await convertDocxWith(
    [failing(new TypeError('defect')), mammothEngine],
    await report,
    defaultLimits,
  );
  expect(document.engine).toMatch(/^mammoth\/\d+\.\d+\.\d+$/u);
});

test('a fault of the file is not tried again', async () => {
  const fault = failing(new PermanentError('MALFORMED_XML'));
  await expect(convertDocxWith([fault, mammothEngine], await report, defaultLimits)).rejects.toMatchObject({
    code: 'MALFORMED_XML',
  });
});

test('when all fail, their errors are kept', async () => {
  const both = [failing(new TypeError('one')), failing(new TypeError('two'))];
  await expect(convertDocxWith(both, await report, defaultLimits)).rejects.toMatchObject({
    errors: [{ message: 'one' }, { message: 'two' }],
  });
});
