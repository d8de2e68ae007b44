import { openCatalogue } from '@nianbao/catalogue';
import { sampleReport, sampleUpload } from './catalogue-samples.ts';

/**
 * A process of its own for the tests of starting and dying: opens the catalogue named by its argument (a database's URL or a folder),
 * publishes reports until it is killed, and prints a line for each that was acknowledged.
 */
const target = process.argv[2] ?? '';
const catalogue = await openCatalogue(
  target.includes('://') ? { databaseUrl: target } : { pgliteDir: target },
);
console.log('open', (await catalogue.check()).migrations);
if (process.argv[3] === 'once') {
  await catalogue.close();
} else {
  for (let n = 0; ; n += 1) {
    const upload = sampleUpload(`${n}.docx`);
    await catalogue.register([upload], 'e1');
    await catalogue.publish(sampleReport(upload, { quantities: 60 }), `results/${n}`);
    console.log('published', upload.uploadId);
  }
}
