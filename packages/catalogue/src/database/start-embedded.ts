import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** First byte of the message that ends a connection; the database would take it for its own end. */
const terminate = 'X'.charCodeAt(0);

export interface EmbeddedOptions {
  /** Folder of an embedded PostgreSQL (PGlite), for one process at a time; `memory://` for none. */
  pgliteDir: string;
  /** Where the dump of an empty database is kept, from which new ones are made faster. Must belong to the user alone. */
  seedDir?: string;
}

export interface EmbeddedServer {
  /** A connection as `pg` makes it to a server. One at a time: the database knows one session. */
  connect(): Duplex;
  stop(): Promise<void>;
}

/** Whether there is no database in the folder yet. */
export function isFresh(pgliteDir: string): boolean {
  return !existsSync(join(pgliteDir, 'PG_VERSION'));
}

/** Opens the embedded database in a thread of its own, so that its computing holds up nothing else. Rejects when it cannot be opened. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const thread = new Worker(new URL('./embedded-thread.mjs', import.meta.url), {
    execArgv: [],
    workerData: { ...options },
  });
  const state = { running: true };
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      state.running = false;
      resolve();
    });
  });
  await Promise.race([once(thread, 'message'), ended.then(() => Promise.reject(lost()))]);
  // Its end is told to whoever asks next.
  thread.on('error', () => {});
  return {
    connect: () => connectTo(thread, state),
    async stop() {
      thread.ref();
      if (state.running) thread.postMessage(null);
      await ended;
    },
  };
}

function connectTo(thread: Worker, state: { running: boolean }): Duplex {
  const stream: Duplex = new Duplex({
    read() {},
    writev(chunks, done) {
      const messages = Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer));
      if (messages[0] !== terminate) thread.postMessage(messages);
      done();
    },
    final(done) {
      stream.push(null);
      done();
    },
    destroy(error, done) {
      thread.off('message', answer).off('exit', cut);
      done(error);
    },
  });
  const answer = (bytes: Uint8Array) => stream.push(bytes);
  const cut = () => stream.destroy(lost());
  thread.on('message', answer).once('exit', cut);
  // What `pg` asks of a socket. While it holds the connection busy, the thread keeps the process alive.
  return Object.assign(stream, {
    connect: () => process.nextTick(() => (state.running ? stream.emit('connect') : cut())),
    setNoDelay() {},
    ref: () => thread.ref(),
    unref: () => thread.unref(),
  });
}

/** Worded as `pg` words it, which callers are used to. */
function lost(): Error {
  return new Error('Connection terminated: the embedded database has ended');
}
