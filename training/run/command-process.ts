/**
 * A training command in a process of its own. TensorFlow takes its number of threads once, when it is loaded, and a second thread
 * makes a step less than twice as fast: two commands of one thread each get more done than one of two.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CommandError } from './command-error.ts';
import { type Interrupt, InterruptedError, STOP_MESSAGE } from './run-command.ts';

/** How often a stop is looked for. */
const LOOK_MS = 200;

/** One command. */
export interface CommandTask {
  /** Path of the script. */
  readonly script: string;
  readonly args: readonly string[];
  /** Of TensorFlow; where the environment names a number, that counts. */
  readonly threads: number;
  readonly interrupt: Interrupt;
  /** Takes each line that it says. */
  readonly onLine: (line: string) => void;
}

/**
 * Runs it to its end, by the options of Node that this process was started with. A stop asked of this process is passed on, and where this
 * process ends, in whatever way, so does the command (`runCommand` sees the channel between them close).
 *
 * @throws InterruptedError when it was stopped
 * @throws CommandError `process-failed` when it ended otherwise; it has said why on its standard error, which is this process' own
 */
export async function runCommandProcess({
  script,
  args,
  threads,
  interrupt,
  onLine,
}: CommandTask): Promise<void> {
  const env = { TF_NUM_INTRAOP_THREADS: String(threads), OMP_NUM_THREADS: String(threads), ...process.env };
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A Ctrl-C would reach it beside the stop that is passed on, and the second of two ends it at once.
    detached: process.platform !== 'win32',
  });
  // Else the pipe is null, which types can't know of four channels.
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', onLine);
  const watch = setInterval(() => {
    if (!interrupt.isRequested || !child.connected) return;
    clearInterval(watch);
    child.send(STOP_MESSAGE);
  }, LOOK_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0) return;
    if (interrupt.isRequested)
      throw new InterruptedError('Stopped; finished epochs are kept. Go on with --resume.');
    throw new CommandError('process-failed', `${args.join(' ')} ended with ${code ?? 'a signal'}.`);
  } finally {
    clearInterval(watch);
  }
}
