import { describe, expect, it } from 'vitest';
import type { Expansion } from './expand.ts';
import { createIntakeQueue } from './intake-queue.ts';
import { type Source, sourceOf } from './source.ts';
import { createStore } from './store.ts';
import { measureProgress } from './study.ts';

const fileOf = (name: string): File => new File(['x'], name);

function setUp() {
  const store = createStore();
  const added: string[] = [];
  const finish: (() => void)[] = [];
  const addSources = (sources: readonly Source[], skippedFiles: number): void => {
    added.push(...sources.map(({ name }) => name));
    store.dispatch({ type: 'added', files: [], skippedFiles });
  };
  const expand = (files: readonly File[]): Promise<Expansion> =>
    new Promise((resolve) => {
      finish.push(() => resolve({ sources: files.map(sourceOf), skippedFiles: 2, tables: [] }));
    });
  return { queue: createIntakeQueue({ store, runner: { addSources }, expand }), store, added, finish };
}

describe('files that are being opened', () => {
  it('enter in the order given, though the second batch is open first', async () => {
    const { queue, added, finish } = setUp();
    const first = queue.add([fileOf('a'), fileOf('b')], 0);
    const second = queue.add([fileOf('c')], 0);
    finish[1]();
    await Promise.resolve();
    expect(added).toEqual([]);
    finish[0]();
    await Promise.all([first, second]);
    expect(added).toEqual(['a', 'b', 'c']);
  });

  it('keep the list running until they are in it', async () => {
    const { queue, store, finish } = setUp();
    expect(measureProgress(store.getState()).state).toBe('idle');
    const adding = queue.add([fileOf('a')], 0);
    expect(measureProgress(store.getState()).state).toBe('running');
    finish[0]();
    await adding;
    expect(measureProgress(store.getState()).state).toBe('idle');
  });

  it('have what was left out before and within added up', async () => {
    const { queue, store, finish } = setUp();
    const adding = queue.add([fileOf('a')], 3);
    finish[0]();
    await adding;
    expect(store.getState().skippedFiles).toBe(5);
  });
});
