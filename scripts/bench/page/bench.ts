/** The page that `npm run bench` drives: subjects are made once, then timed in turns, so that whatever else the machine does hits all alike. */
import { type StageTimes, timeStages } from './stages.ts';
import {
  countFlops,
  makeApp,
  makeMobileNet,
  makeOnnx,
  makePlain,
  measurePeak,
  type Subject,
} from './subjects.ts';

/** One subject by name. */
const MAKERS: Readonly<Record<string, () => Promise<Subject>>> = {
  'app-wasm': () => makeApp('wasm'),
  'plain-wasm': () => makePlain('wasm'),
  'app-webgl': () => makeApp('webgl'),
  'app-webgpu': () => makeApp('webgpu'),
  'ort-1': () => makeOnnx(1),
  'ort-2': () => makeOnnx(2),
  'mobilenet-wasm': () => makeMobileNet('wasm'),
};

const WARM_RUNS = 2;
const made = new Map<string, Subject>();

async function subjectOf(name: string): Promise<Subject> {
  const held = made.get(name);
  if (held !== undefined) return held;
  const subject = await MAKERS[name]();
  made.set(name, subject);
  return subject;
}

/** Times subjects in turns, each round beginning with the next one, so that none always follows the same; milliseconds of each run, by subject. */
async function alternate(
  names: readonly string[],
  batch: number,
  rounds: number,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) {
    const subject = await subjectOf(name);
    for (let run = 0; run < WARM_RUNS; run += 1) await subject(batch);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length];
      const subject = await subjectOf(name);
      const startMs = performance.now();
      await subject(batch);
      times[name].push(performance.now() - startMs);
    }
  }
  return times;
}

/** Milliseconds of one run, for a driver that takes turns itself; the subject is made before the clock starts. */
async function timeOnce(name: string, batch: number): Promise<number> {
  const subject = await subjectOf(name);
  const startMs = performance.now();
  await subject(batch);
  return performance.now() - startMs;
}

/** From navigation to the first numbers of one subject. */
async function firstResult(name: string): Promise<number> {
  await (await subjectOf(name))(1);
  return performance.now();
}

/** The same inputs' logits, to hold subjects against each other. */
async function logitsOf(name: string): Promise<number[]> {
  return Array.from(await (await subjectOf(name))(4));
}

/** Steps of one file, several times; the first is left out, since it fetches the codec. */
async function stages(url: string, rounds: number): Promise<StageTimes[]> {
  const file = await (await fetch(url)).blob();
  await timeStages(file);
  const times: StageTimes[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timeStages(file));
  return times;
}

const bench = { alternate, timeOnce, firstResult, logitsOf, stages, countFlops, measurePeak };

/** What the driver finds in the page. */
export type Bench = typeof bench;

Object.assign(window, { bench });
