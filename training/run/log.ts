/** What a run says: lines and a progress bar for the person, JSON lines for the record. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import cliProgress from 'cli-progress';
import { diskFull, isDiskFull } from './atomic-file.ts';

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
      try {
        appendFileSync(file, `${JSON.stringify({ time: new Date().toISOString(), ...record })}\n`);
      } catch (error) {
        throw isDiskFull(error) ? diskFull(file) : error;
      }
    },
    startBar: (label, total) => (isTerminal ? startTerminalBar(label, total) : startLineBar(label, total)),
  };
}

/** Bars on the terminal: each keeps a timer, and with it the process, until it is stopped. */
const openBars = new Set<cliProgress.SingleBar>();

/** Ends every bar that was left open by an error or a stop, and shows the cursor again. */
export function stopOpenBars(): void {
  for (const bar of openBars) bar.stop();
  openBars.clear();
}

/** Starts with the first progress, so that a resumed run's estimate counts from where it goes on. */
function startTerminalBar(label: string, total: number): Bar {
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {value}/{total} ETA {eta_formatted} {live}`,
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_grey,
  );
  return {
    update: (done, live = '') => {
      if (!openBars.has(bar)) {
        openBars.add(bar);
        bar.start(total, done, { live });
      } else {
        bar.update(done, { live });
      }
    },
    stop: () => {
      if (openBars.delete(bar)) bar.stop();
    },
  };
}

function startLineBar(label: string, total: number): Bar {
  let first: { readonly ms: number; readonly done: number } | null = null;
  let said = 0;
  return {
    update: (done, live = '') => {
      if (first === null) {
        first = { ms: performance.now(), done };
        said = Math.floor((10 * done) / total);
        return;
      }
      const tenth = Math.floor((10 * done) / total);
      if (tenth <= said) return;
      said = tenth;
      const seconds = (performance.now() - first.ms) / 1000;
      const leftSeconds = (seconds / Math.max(1, done - first.done)) * (total - done);
      process.stdout.write(`${label} ${done}/${total} ETA ${Math.round(leftSeconds)} s ${live}\n`);
    },
    stop: () => {},
  };
}
