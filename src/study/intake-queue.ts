/**
 * Takes files in, one batch after the other: containers are opened first, then the rows are added all at once.
 * Invariants: batches keep their order, whatever one of them takes; the list is never said to be done while one is opened.
 */
import type { Expansion } from './expand.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';

/** What the queue works with. */
export interface IntakeQueueOptions {
  readonly store: Store;
  readonly runner: Pick<Runner, 'addSources'>;
  /** Must not throw. */
  readonly expand: (files: readonly File[]) => Promise<Expansion>;
}

/** The queue. */
export interface IntakeQueue {
  /**
   * Appends files to the list, or their members, and starts their work.
   *
   * @param skippedFiles rubbish that was left out already
   * @returns resolves when they are in the list
   */
  add(files: readonly File[], skippedFiles: number): Promise<void>;
}

/** A queue without an end. */
export function createIntakeQueue({ store, runner, expand }: IntakeQueueOptions): IntakeQueue {
  let last: Promise<void> = Promise.resolve();
  const append = async (before: Promise<void>, expanding: Promise<Expansion>, skippedFiles: number) => {
    await before;
    const expansion = await expanding;
    for (const table of expansion.tables) store.dispatch({ type: 'labelled', table });
    runner.addSources(expansion.sources, skippedFiles + expansion.skippedFiles);
    store.dispatch({ type: 'opening-ended' });
  };
  return {
    add(files, skippedFiles) {
      store.dispatch({ type: 'opening-began' });
      last = append(last, expand(files), skippedFiles);
      return last;
    },
  };
}
