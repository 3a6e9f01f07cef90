import { describe, expect, it } from 'vitest';
import { inLanes } from './in-lanes.ts';

/** Work that ends when the test says so, and what was begun. */
function makeWork() {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const work = (task: string) =>
    new Promise<void>((resolve, reject) => {
      begun.push(task);
      ends.set(task, { resolve, reject });
    });
  const end = async (task: string, error?: Error) => {
    if (error === undefined) ends.get(task)?.resolve();
    else ends.get(task)?.reject(error);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { begun, work, end };
}

describe('work in lanes', () => {
  it('is done a few at a time, in order', async () => {
    const { begun, work, end } = makeWork();
    const all = inLanes(['a', 'b', 'c', 'd'], 2, work);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await end('d');
    await expect(all).resolves.toBeUndefined();
  });

  it('begins nothing after a fault, waits for what is under way, and tells the first fault', async () => {
    const { begun, work, end } = makeWork();
    let isOver = false;
    const all = inLanes(['a', 'b', 'c'], 2, work).finally(() => {
      isOver = true;
    });
    all.catch(() => undefined);
    await end('a', new Error('first'));
    expect(isOver).toBe(false);
    await end('b', new Error('second'));
    await expect(all).rejects.toThrow('first');
    expect(begun).toEqual(['a', 'b']);
  });

  it('needs no more lanes than there are tasks, and none for none', async () => {
    await expect(inLanes([], 3, () => Promise.reject(new Error('begun')))).resolves.toBeUndefined();
  });
});
