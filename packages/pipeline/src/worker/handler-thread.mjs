// The thread of one piece of work. Plain JavaScript, because the loader of TypeScript does not reach into threads by itself.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { handler } = await import(workerData.module);
parentPort.postMessage(await handler(workerData.input));
