// Plain JavaScript, so that the thread starts without a loader.
import { workerData } from 'node:worker_threads';

const intervalMs = 1000;

setInterval(() => {
  if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
}, intervalMs);
