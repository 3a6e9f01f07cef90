/**
 * Long computing on the page's own thread, a slice at a time: between two slices the page draws and answers.
 */
import { yieldToPage } from '../runtime/yield-to-page.ts';

/** Half of what is felt as a delay (RAIL): an answer to a key waits for one slice at most. */
const SLICE_MS = 50;

/** What slices work with; a test's clock and pause stand in for the page's. */
export interface SliceOptions {
  /** Asked before each slice: true gives the rest up. */
  readonly isStopped: () => boolean;
  readonly now?: () => number;
  readonly yieldToPage?: () => Promise<void>;
}

/**
 * Runs steps to their end.
 *
 * @param steps each much shorter than a slice
 * @returns what the steps return; undefined when they were stopped
 * @throws whatever a step throws
 */
export async function runInSlices<T>(
  steps: Generator<unknown, T>,
  options: SliceOptions,
): Promise<T | undefined> {
  const now = options.now ?? (() => performance.now());
  const yieldBetween = options.yieldToPage ?? yieldToPage;
  while (!options.isStopped()) {
    const end = now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (now() < end);
    await yieldBetween();
  }
  return undefined;
}
