import { type Options, SingleBar } from 'cli-progress';
import { formatDuration } from './format.ts';
import type { Io } from './io.ts';

export interface Progress {
  /** `value` of `total` (0: not known); `text` stands behind the bar. */
  update(value: number, total: number, text: string): void;
  stop(): void;
}

const lineEveryMs = 2_000;
const barColumns = 24;

/** On a terminal a line that is redrawn, elsewhere a line every two seconds; both on stderr, so that stdout stays clean. */
export function createProgress(io: Io, title: string): Progress {
  return io.stderr.isTTY ? redrawn(io, title) : lines(io, title);
}

function redrawn(io: Io, title: string): Progress {
  const startedAt = Date.now();
  const format: Options['format'] = (_options, { value, total }, payload: { text?: string }) =>
    describe(io, title, { value, total, text: payload.text ?? '', startedAt, drawn: true });
  const line = new SingleBar({ format, stream: io.stderr, hideCursor: true, clearOnComplete: true, fps: 8 });
  let started = false;
  return {
    update(value, total, text) {
      if (!started) line.start(total, value, { text });
      else line.update(value, { text });
      started = true;
      line.setTotal(total);
    },
    stop: () => void (started && line.stop()),
  };
}

function lines(io: Io, title: string): Progress {
  const startedAt = Date.now();
  let next = startedAt + lineEveryMs;
  return {
    update(value, total, text) {
      if (Date.now() < next) return;
      next = Date.now() + lineEveryMs;
      io.note(describe(io, title, { value, total, text, startedAt, drawn: false }));
    },
    stop() {},
  };
}

interface Standing {
  value: number;
  total: number;
  text: string;
  startedAt: number;
  /** With a bar. */
  drawn: boolean;
}

function describe(io: Io, title: string, { value, total, text, startedAt, drawn }: Standing): string {
  const drawing = drawn && total > 0 ? bar(value / total) : '';
  const elapsed = (Date.now() - startedAt) / 1000;
  const percent = total > 0 ? `${Math.floor((100 * value) / total)}%` : '';
  const left = value > 0 && value < total && elapsed > 1 ? (elapsed * (total - value)) / value : null;
  const eta = left === null ? '' : io.t.words.eta(formatDuration(left));
  return [title, drawing, percent, text, eta].filter((part) => part !== '').join('  ');
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * barColumns);
  return '█'.repeat(full) + '░'.repeat(barColumns - full);
}
