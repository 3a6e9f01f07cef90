/**
 * A thread that damages files and decodes them, told which by number; it says when it begins one, so that whoever started it
 * can end it when it hangs.
 */
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { Radiograph } from '../../src/image/radiograph.ts';
import { type CorpusFile, makeCorpus } from './corpus.ts';
import { judge, type Outcome, type Verdict } from './judge.ts';
import { type MutationKind, mutate } from './mutate.ts';
import { readGiven } from './read-given.ts';
import { standInForBrowser } from './stand-ins.ts';

/** What a thread is to do: every `step`-th mutation from `first`. */
export interface FuzzTask {
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

/** What a thread says. */
export type FuzzMessage =
  | { readonly type: 'ready'; readonly names: readonly string[] }
  | { readonly type: 'begin'; readonly index: number; readonly file: string; readonly kind: MutationKind }
  | {
      readonly type: 'end';
      readonly index: number;
      readonly file: string;
      readonly kind: MutationKind;
      readonly verdict: Verdict;
      readonly detail: string;
      readonly durationMs: number;
    }
  | { readonly type: 'memory'; readonly index: number; readonly bytes: number }
  | { readonly type: 'done' };

/** Looks at the memory that a thread takes over its share; of ten mutations or more each. */
const LOOKS = 10;
const LEAST_BETWEEN_LOOKS = 10;
/** Collections at most for one look, the wait after each, and what a further one has to free to be followed by another. */
const MAX_COLLECTIONS = 10;
const SETTLE_MS = 10;
const SETTLED_BYTES = 256 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Bytes that are still held once what nobody holds has gone.
 *
 * A film's samples are freed by a thread of V8's own and codecs' messages wait in queues: on a busy machine one collection
 * counted 50 MB that the next no longer did. So it is repeated, with the event loop let run, for as long as it frees anything.
 */
async function measureMemory(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_COLLECTIONS; round += 1) {
    collectGarbage();
    await setTimeout(SETTLE_MS);
    const { heapUsed, external } = process.memoryUsage();
    const held = heapUsed + external;
    if (held > least - SETTLED_BYTES) return Math.min(held, least);
    least = held;
  }
  return least;
}

async function decodeBytes(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  try {
    return { film: await readGiven(bytes) };
  } catch (error) {
    return { error };
  }
}

async function readOriginal(file: CorpusFile): Promise<Radiograph> {
  const outcome = await decodeBytes(file.bytes);
  // Damage to a file that is refused in the first place would prove nothing.
  if ('error' in outcome) throw new Error(`${file.name} is not read as it is.`, { cause: outcome.error });
  return outcome.film;
}

function nameOutcome(outcome: Outcome): string {
  if ('film' in outcome) return `${outcome.film.widthPx} x ${outcome.film.heightPx}`;
  return outcome.error instanceof Error
    ? `${outcome.error.name}: ${outcome.error.message}`
    : String(outcome.error);
}

async function run(task: FuzzTask, send: (message: FuzzMessage) => void): Promise<void> {
  standInForBrowser();
  const corpus = await makeCorpus();
  const originals: Radiograph[] = [];
  for (const file of corpus) originals.push(await readOriginal(file));
  send({ type: 'ready', names: corpus.map(({ name }) => name) });
  const between = Math.max(LEAST_BETWEEN_LOOKS, Math.floor((task.end - task.first) / task.step / LOOKS));
  let count = 0;
  for (let index = task.first; index < task.end; index += task.step) {
    const at = index % corpus.length;
    const file = corpus[at];
    const other = corpus[(at + 1 + (index % (corpus.length - 1))) % corpus.length];
    const { kind, bytes } = mutate(file.bytes, other.bytes, task.seed, index);
    send({ type: 'begin', index, file: file.name, kind });
    const start = performance.now();
    const outcome = await decodeBytes(bytes);
    const durationMs = performance.now() - start;
    const verdict = judge(file, kind, originals[at], outcome);
    send({ type: 'end', index, file: file.name, kind, verdict, detail: nameOutcome(outcome), durationMs });
    count += 1;
    if (count % between === 0) send({ type: 'memory', index, bytes: await measureMemory() });
  }
  send({ type: 'done' });
}

const port = parentPort;
if (port === null) throw new Error('This is a thread of npm run fuzz.');
await run(workerData as FuzzTask, (message) => port.postMessage(message));
