/**
 * `docs/soak.md` and the figures behind it, `docs/soak.json`: part by part, so that a full run can be made in pieces, each with what the
 * machine did meanwhile.
 */
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import type { Growth } from './heap-growth.ts';
import type { PageTasks } from './page-tasks.ts';

/** What the machine was, and how busy with other things. */
export interface Machine {
  readonly processors: string;
  /** Load average over a minute, before the part began. */
  readonly loadBefore: number;
  readonly loadAfter: number;
  /** The tests and their browser went before everything else (`chrt -r 1 npm run …`), whatever the load. */
  readonly isFirst?: boolean;
}

/** Films one after the other. */
export interface FilmsPart extends Machine {
  readonly backend: string;
  readonly films: number;
  readonly tensors: number;
  readonly gpuBytes: number;
  /** Bytes a film, by least squares. */
  readonly heapSlope: number;
  /** What it consists of, for one film: two snapshots of the heap compared. */
  readonly growth: readonly Growth[];
}

/** Files in one drop. */
export interface DropPart extends Machine {
  readonly backend: string;
  readonly files: number;
  readonly seconds: number;
  readonly tasks: PageTasks;
}

/** Contexts of the graphics processor that were lost, and how long the page was without an engine each time. */
export interface LossesPart extends Machine {
  readonly backend: string;
  /** From the loss to the engine verified anew, ms; while a batch was read, and while nothing was. */
  readonly inBatchMs: readonly number[];
  readonly idleMs: readonly number[];
}

interface Figures {
  readonly films: Readonly<Record<string, FilmsPart>>;
  readonly drop: DropPart | null;
  readonly losses?: LossesPart;
}

/** A load above this is other work than ours: nothing of ours runs before a part begins. */
const MAX_LOAD_AT_REST = 0.5;

/** Call before a part; gives what completes it. */
export function watchMachine(): () => Machine {
  const [loadBefore] = loadavg();
  return () => ({
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    loadBefore,
    loadAfter: loadavg()[0],
    ...(isRealTime() ? { isFirst: true } : {}),
  });
}

/** Whether Linux schedules this process, and with it the browser that it starts, as real-time. */
function isRealTime(): boolean {
  try {
    // proc(5): the 41st field is the policy, 1 and 2 are real-time; the second, a name in brackets, may hold blanks.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return fields[38] === '1' || fields[38] === '2';
  } catch {
    // Another system.
    return false;
  }
}

/** Whether times of this part are those of a machine that did nothing else. */
export function wasAtRest({ loadBefore }: Pick<Machine, 'loadBefore'>): boolean {
  return loadBefore <= MAX_LOAD_AT_REST;
}

/** Adds a part in place of the one of the same kind, and writes both files anew. */
export async function writePart(
  folder: string,
  part: { films: FilmsPart } | { drop: DropPart } | { losses: LossesPart },
): Promise<void> {
  const path = `${folder}/soak.json`;
  const before = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as Figures,
    (): Figures => ({ films: {}, drop: null }),
  );
  const after: Figures =
    'films' in part
      ? { ...before, films: { ...before.films, [part.films.backend]: part.films } }
      : { ...before, ...part };
  await writeFile(path, `${JSON.stringify(after, null, 2)}\n`);
  await writeFile(`${folder}/soak.md`, toMarkdown(after));
}

function describeMachine(machine: Machine): string {
  const load = `load before ${machine.loadBefore.toFixed(1)}, after ${machine.loadAfter.toFixed(1)}`;
  const isLonger = '**not at rest**, so times on the clock are longer than the page’s own';
  const before = 'not at rest, but the browser went **before everything else** (real-time priority)';
  return `${machine.processors}, ${load}: ${wasAtRest(machine) ? 'at rest' : machine.isFirst ? before : isLonger}`;
}

function toMarkdown({ films, drop, losses }: Figures): string {
  const lines = [
    '# Soak',
    '',
    'Written by `npm run soak` (lost contexts: `npm run test:faults`): generated films in one page of a headless Chromium; differences are',
    'those between the first ten films and the last, after a collection of garbage; the heap is least squares over every ten films. WebGL,',
    'where it stands, is a software rasteriser.',
    '',
    '| engine | films | tensors | GPU bytes | heap, bytes per film | machine |',
    '|---|---|---|---|---|---|',
    ...Object.values(films).map(
      (part) =>
        `| ${part.backend} | ${part.films} | ${part.tensors} | ${part.gpuBytes} | ${Math.round(part.heapSlope)} | ${describeMachine(part)} |`,
    ),
    ...Object.values(films).flatMap(describeGrowth),
  ];
  if (drop !== null) lines.push('', ...describeDrop(drop));
  if (losses !== undefined) lines.push('', ...describeLosses(losses));
  return `${lines.join('\n')}\n`;
}

function describeGrowth({ backend, growth }: FilmsPart): string[] {
  return [
    '',
    `## What a film leaves in the heap (${backend})`,
    '',
    'Two snapshots compared, kind by kind. A row stays for as long as its file is in the list: its state and numbers, a map of a hundred,',
    'the handle of its file; never its bytes, its pixels or its input.',
    '',
    '| kind | objects per film | bytes per film |',
    '|---|---|---|',
    ...growth.map(({ kind, count, bytes }) => `| ${kind} | ${count.toFixed(2)} | ${Math.round(bytes)} |`),
  ];
}

function describeDrop({ files, backend, seconds, tasks, ...machine }: DropPart): string[] {
  const [wall, cpu] = [tasks.wallMs, tasks.cpuMs].map((all) => ({
    count: all.length,
    longest: Math.max(0, ...all),
    over: all.filter((ms) => ms > 200).length,
  }));
  return [
    `## ${files} files in one drop (${backend})`,
    '',
    `All read in ${Math.round(seconds)} s. Machine: ${describeMachine(machine)}.`,
    '',
    '| tasks of the page’s own thread | of 50 ms and more | longest, ms | above 200 ms |',
    '|---|---|---|---|',
    `| on the clock | ${wall.count} | ${wall.longest} | ${wall.over} |`,
    `| in processor time (traced: ${Math.round(100 * tasks.tracedShare)} % of the time) | ${cpu.count} | ${cpu.longest} | ${cpu.over} |`,
  ];
}

function describeLosses({ backend, inBatchMs, idleMs, ...machine }: LossesPart): string[] {
  return [
    `## Lost contexts (${backend}, forced)`,
    '',
    'From the loss to the engine verified anew. Each film had the number of a clean run.',
    `Machine: ${describeMachine(machine)}.`,
    '',
    '| lost | n | shortest, ms | median, ms | nine of ten within, ms | longest, ms | above 2 s |',
    '|---|---|---|---|---|---|---|',
    describeRecoveries('in the middle of a batch', inBatchMs),
    describeRecoveries('while nothing runs', idleMs),
  ];
}

function describeRecoveries(when: string, recoveriesMs: readonly number[]): string {
  const sorted = recoveriesMs.toSorted((a, b) => a - b);
  const atShare = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  const over = sorted.filter((ms) => ms > 2000).length;
  return `| ${when} | ${sorted.length} | ${atShare(0)} | ${atShare(0.5)} | ${atShare(0.9)} | ${atShare(1)} | ${over} |`;
}
