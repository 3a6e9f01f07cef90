/**
 * The frame of every command: turns errors into a message and an exit code.
 * Exit codes: 0 done, 1 a fault named in words, 130 stopped by the user.
 */
import { DatasetError } from '../data/dataset.ts';
import { SplitError } from '../data/split.ts';
import { CommandError } from './command-error.ts';
import { stopOpenBars } from './log.ts';

/** What a command says to one that it started (`command-process.ts`), to have it stop kindly. */
export const STOP_MESSAGE = 'stop';

/** Thrown where a run stops because the user asked it to; finished epochs are on disk. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Tells whether the user asked to stop; the first Ctrl-C is kind, the second ends the process. */
export interface Interrupt {
  readonly isRequested: boolean;
}

/** Runs a command's body and sets the process's exit code. */
export async function runCommand(body: (interrupt: Interrupt) => Promise<void>): Promise<void> {
  const interrupt = { isRequested: false };
  const stop = (): void => {
    if (interrupt.isRequested) process.exit(130);
    interrupt.isRequested = true;
    process.stderr.write('\nStopping after this step; press Ctrl-C again to stop at once.\n');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  obeyParent(interrupt);
  try {
    await body(interrupt);
  } catch (error) {
    process.exitCode = report(error);
  } finally {
    stopOpenBars();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function endStopped(): never {
  process.exit(130);
}

/** Of a command that another one started: stops when that one says so, and ends with it. */
function obeyParent(interrupt: { isRequested: boolean }): void {
  if (process.channel === undefined) return;
  process.on('message', (message) => {
    if (message === STOP_MESSAGE) interrupt.isRequested = true;
  });
  process.on('disconnect', endStopped);
  // What it says has nowhere to go any more, which it may notice first.
  process.stdout.on('error', endStopped);
  // Listening would keep the process.
  process.channel.unref();
}

function report(error: unknown): number {
  if (error instanceof InterruptedError) {
    process.stderr.write(`${error.message}\n`);
    return 130;
  }
  const isExpected =
    error instanceof CommandError || error instanceof DatasetError || error instanceof SplitError;
  const text =
    error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  return 1;
}
