/**
 * Which engine is the fastest on this device, among those that are correct.
 * Invariant: only what passed the self-test is timed, so that a fast engine with wrong numbers never wins.
 */
import type { BackendDriver } from './backends/backend.ts';
import type { EngineName } from './engine-name.ts';

/** How an engine is tried; `T` is one that runs and is verified. */
export interface Trial<T> {
  /** @throws where it can't run here, or fails its self-test */
  readonly start: (driver: BackendDriver) => Promise<T>;
  /** @returns milliseconds for one radiograph */
  readonly time: (running: T) => Promise<number>;
  readonly stop: (running: T) => void;
  readonly noteFailure: NoteFailure;
}

/** Is told of each engine that drops out. */
export type NoteFailure = (engine: EngineName, error: unknown) => void;

/** What the trial found. */
export interface Fastest<T> {
  /** Of those that were timed, if only one; null where none was. */
  readonly fastest: EngineName | null;
  readonly medianMs: Readonly<Partial<Record<EngineName, number>>>;
  /** The fastest, where it still runs from its trial; null where it has to be started (again). */
  readonly running: T | null;
}

/** Plain JavaScript is a last resort: where wasm runs it has never been faster, and its test alone takes seconds. */
const NEVER_FASTEST: readonly EngineName[] = ['cpu'];

/** Those that may be the fastest. */
export function keepContenders(drivers: readonly BackendDriver[]): readonly BackendDriver[] {
  return drivers.filter(({ name }) => !NEVER_FASTEST.includes(name));
}

/**
 * Fetches the code of the engines that may come to run, beside the model.
 *
 * @param remembered the one that is known to be the fastest, which is then prepared alone
 * @returns those that can run here and may be the fastest, in the order given; never throws
 */
export async function prepareContenders(
  drivers: readonly BackendDriver[],
  isForced: boolean,
  remembered: EngineName | null,
  noteFailure: NoteFailure,
): Promise<BackendDriver[]> {
  const contenders = isForced ? drivers : keepContenders(drivers);
  const canRun = await Promise.all(
    contenders.map(async (driver) => {
      // Not looked at now: if its record turns out to be of another model, its trial will tell.
      if (remembered !== null && driver.name !== remembered) return true;
      try {
        await driver.prepare?.(isForced);
        return true;
      } catch (error) {
        noteFailure(driver.name, error);
        return false;
      }
    }),
  );
  return contenders.filter((_, index) => canRun[index]);
}

/** The same drivers with one of them before all others. */
export function putFirst(drivers: readonly BackendDriver[], name: EngineName): BackendDriver[] {
  return [
    ...drivers.filter((driver) => driver.name === name),
    ...drivers.filter((driver) => driver.name !== name),
  ];
}

/**
 * Starts each engine, times it, and stops it, but for the last where that is the fastest. The least preferred comes first:
 * it is the quickest to start, and the costly start of the most preferred is seldom made twice.
 *
 * @param drivers in order of preference
 */
export async function findFastest<T>(
  drivers: readonly BackendDriver[],
  trial: Trial<T>,
): Promise<Fastest<T>> {
  const medianMs: Partial<Record<EngineName, number>> = {};
  // With nothing to compare, time is better spent on the first film.
  if (drivers.length < 2) return { fastest: null, medianMs, running: null };
  let fastest: EngineName | null = null;
  let last: { readonly name: EngineName; readonly running: T } | null = null;
  for (let at = drivers.length - 1; at >= 0; at -= 1) {
    const driver = drivers[at];
    if (last !== null) trial.stop(last.running);
    last = null;
    try {
      const running = await trial.start(driver);
      last = { name: driver.name, running };
      const ms = await trial.time(running);
      medianMs[driver.name] = ms;
      // At a tie the preferred one, which comes later.
      if (fastest === null || ms <= (medianMs[fastest] ?? 0)) fastest = driver.name;
    } catch (error) {
      // It can't run here, is wrong, or was lost: it is out, and what remains is compared.
      trial.noteFailure(driver.name, error);
    }
  }
  if (last !== null && last.name === fastest) return { fastest, medianMs, running: last.running };
  if (last !== null) trial.stop(last.running);
  return { fastest, medianMs, running: null };
}
