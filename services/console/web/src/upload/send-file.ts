import type { PresignResponse } from '@nianbao/contracts';
import { callApi } from '../api/call-api.ts';
import type { GatheredFile } from './gather-files.ts';

/** Set by the browser itself; scripts may not. */
const ownHeaders = new Set(['content-length', 'host', 'connection']);

/** Sends one file straight to the object store. Returns its key there; throws when the console or the store refuses. */
export async function sendFile(
  { name, open }: GatheredFile,
  batch: string,
  onProgress: (sentBytes: number) => void,
): Promise<string> {
  const file = await open();
  const presigned = await callApi<PresignResponse>('/api/uploads/presign', {
    method: 'POST',
    json: { batch, name, bytes: file.size },
  });
  await put(presigned, file, onProgress);
  return presigned.key;
}

/** By XMLHttpRequest, since fetch does not tell how far it is. */
function put({ url, method, headers }: PresignResponse, file: Blob, onProgress: (bytes: number) => void) {
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) {
      if (!ownHeaders.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`HTTP ${request.status} ${request.statusText}`));
    request.onerror = () => reject(new Error('network'));
    request.send(file);
  });
}
