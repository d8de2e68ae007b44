import { keys } from '@nianbao/object-store';
import { acceptUploads } from '../../services/intake/src/accept-upload.ts';
import { sha256 } from './catalogue-samples.ts';
import type { HttpBench } from './http-bench.ts';

/** Lands a file and takes it in as the intake does, up to the document it is. */
export async function landUpload(bench: HttpBench, name: string, batch = '2025', content = name) {
  const { key, etag, size } = await bench.store.put(keys.incoming(batch, name), content);
  const { uploads } = await acceptUploads(bench, [{ key, etag, size }], { profileId: 'p', bulk: true });
  const [upload] = uploads;
  if (upload === undefined) throw new Error('not accepted');
  await bench.catalogue.claim(upload.uploadId, sha256(content), 'docx');
  return upload;
}
