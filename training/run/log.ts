/** What a run says: lines and a progress bar for the person, JSON lines for the record. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import cliProgress from 'cli-progress';

/** One task's progress. */
export interface Bar {
  update(done: number, live?: string): void;
  stop(): void;
}

/** Where a run's words go. */
export interface Log {
  /** One line for the person. */
  say(text: string): void;
  /** One JSON line in the record, with the time added. */
  event(record: Readonly<Record<string, unknown>>): void;
  /** A bar with its estimate of the time left; a line every tenth where there is no terminal. */
  startBar(label: string, total: number): Bar;
}

/**
 * @param file path of the JSON-lines record, appended to; null keeps none
 */
export function createLog(file: string | null): Log {
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  const isTerminal = process.stdout.isTTY;
  return {
    say: (text) => {
      process.stdout.write(`${text}\n`);
    },
    event: (record) => {
      if (file === null) return;
      appendFileSync(file, `${JSON.stringify({ time: new Date().toISOString(), ...record })}\n`);
    },
    startBar: (label, total) => (isTerminal ? startTerminalBar(label, total) : startLineBar(label, total)),
  };
}

function startTerminalBar(label: string, total: number): Bar {
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {value}/{total} ETA {eta_formatted} {live}`,
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_grey,
  );
  bar.start(total, 0, { live: '' });
  return {
    update: (done, live = '') => bar.update(done, { live }),
    stop: () => bar.stop(),
  };
}

function startLineBar(label: string, total: number): Bar {
  const startMs = performance.now();
  let said = 0;
  return {
    update: (done, live = '') => {
      const tenth = Math.floor((10 * done) / total);
      if (tenth <= said) return;
      said = tenth;
      const leftSeconds = ((performance.now() - startMs) / 1000 / done) * (total - done);
      process.stdout.write(`${label} ${done}/${total} ETA ${Math.round(leftSeconds)} s ${live}\n`);
    },
    stop: () => {},
  };
}
