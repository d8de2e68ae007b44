/** All that a stream gives once `start` has set it going. */
export function collect(stream: NodeJS.ReadableStream, start: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
    start();
  });
}
