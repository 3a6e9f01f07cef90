import { describe, expect, test } from 'vitest';
import { createEngineMemory } from './engine-memory.ts';
import { ENGINE_NAMES } from './engine-name.ts';

const FOUND = { engine: 'wasm', model: 'abc', medianMs: { wasm: 8, webgl: 30 } } as const;

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

function open(storage: ReturnType<typeof fakeStorage>, browser = 'Browser/1', renderer = 'Chip 1') {
  return createEngineMemory({ openStorage: () => storage, browser, readRenderer: () => renderer });
}

function refuse(): never {
  throw new Error('SecurityError');
}

describe('the memory of the fastest engine', () => {
  test('gives back what was found, with the device that it was found on', () => {
    const storage = fakeStorage();
    expect(open(storage).recall()).toBeNull();
    open(storage).remember(FOUND);
    expect(open(storage).recall()).toEqual({ ...FOUND, browser: 'Browser/1', renderer: 'Chip 1' });
    open(storage).forget();
    expect(open(storage).recall()).toBeNull();
  });

  test('knows nothing of another version of the browser', () => {
    const storage = fakeStorage();
    open(storage).remember(FOUND);
    expect(open(storage, 'Browser/2').recall()).toBeNull();
  });

  test('knows nothing of a version that knew other engines', () => {
    const storage = fakeStorage();
    open(storage).remember(FOUND);
    const record = JSON.parse(storage.items.get('lungfield-engine') ?? '') as Record<string, unknown>;
    storage.setItem('lungfield-engine', JSON.stringify({ ...record, known: 'webgl,wasm,cpu' }));
    expect(open(storage).recall()).toBeNull();
    const { known: _known, ...before } = record;
    storage.setItem('lungfield-engine', JSON.stringify(before));
    expect(open(storage).recall()).toBeNull();
  });

  test('forgets at a look what another renderer gave, and keeps what the same one gave', () => {
    const storage = fakeStorage();
    open(storage).remember(FOUND);
    open(storage).recheck();
    expect(open(storage).recall()).not.toBeNull();
    open(storage, 'Browser/1', 'Chip 2').recheck();
    expect(open(storage).recall()).toBeNull();
  });

  test.each(['', 'no JSON', '{}', '{"engine":"gpu"}', '[]'])('takes %j for nothing', (text) => {
    const storage = fakeStorage();
    storage.setItem('lungfield-engine', text);
    expect(open(storage).recall()).toBeNull();
  });

  test('works, and remembers nothing, where storage is blocked', () => {
    const memory = createEngineMemory({ openStorage: refuse, browser: '', readRenderer: () => '' });
    memory.remember(FOUND);
    memory.forget();
    memory.recheck();
    expect(memory.recall()).toBeNull();
  });

  test('throws nothing where the renderer can’t be read, and forgets what it can’t compare', () => {
    const storage = fakeStorage();
    const blind = createEngineMemory({
      openStorage: () => storage,
      browser: 'Browser/1',
      readRenderer: refuse,
    });
    blind.remember(FOUND);
    expect(blind.recall()).toBeNull();
    open(storage).remember(FOUND);
    blind.recheck();
    expect(blind.recall()).toBeNull();
  });

  test.each(ENGINE_NAMES)('holds a time of %s', (engine) => {
    const storage = fakeStorage();
    open(storage).remember({ ...FOUND, engine, medianMs: { [engine]: 7 } });
    expect(open(storage).recall()).toMatchObject({ engine, medianMs: { [engine]: 7 } });
  });
});
