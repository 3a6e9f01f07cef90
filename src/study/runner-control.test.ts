import { describe, expect, it, vi } from 'vitest';
import { DecodeFailure } from '../image/decode-error.ts';
import { decodeByContent, makeFile, makeFilm, setUp } from './fixtures/runner-kit.ts';
import { sourceOf } from './source.ts';

describe('a retry', () => {
  it('decodes a failed file once more, and leaves every other alone', async () => {
    const begun: string[] = [];
    const { runner, statuses, settle } = setUp({
      decode: async (file) => {
        begun.push((file as File).name);
        if (begun.length === 1) throw new DecodeFailure('decode-timeout');
        return decodeByContent(file);
      },
    });
    runner.addFiles([makeFile('0.png'), makeFile('1.png'), makeFile('2.png', 'truncated')], 0);
    await settle();
    expect(statuses()).toEqual(['failed', 'predicted', 'rejected']);
    for (const id of [0, 1, 2, 99]) runner.retry(id);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted', 'rejected']);
    expect(begun).toEqual(['0.png', '1.png', '2.png', '0.png']);
  });

  it('gives no number while the engine is locked', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    state.setState({ kind: 'locked', reason: 'self-test-failed', detail: '' });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    runner.retry(0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      run: 1,
      state: { kind: 'failed', error: 'engine-locked' },
    });
  });
});

describe('a batch that is held up', () => {
  it('starts nothing while it is paused, and is read to its end afterwards', async () => {
    const { runner, statuses, settle } = setUp();
    runner.pause();
    runner.addSources([makeFile('1.png'), makeFile('2.png')].map(sourceOf), 0);
    await new Promise((resolve) => setTimeout(resolve));
    expect(statuses()).toEqual(['queued', 'queued']);
    runner.resume();
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted']);
  });

  it('gives up what waits when it is cancelled, and reads all of it on "retry"', async () => {
    const { runner, store, statuses, settle } = setUp();
    runner.pause();
    runner.addSources(
      [makeFile('1.png'), makeFile('2.png', 'truncated'), makeFile('3.png')].map(sourceOf),
      0,
    );
    runner.cancel();
    await settle();
    expect(statuses()).toEqual(['failed', 'failed', 'failed']);
    runner.addSources([sourceOf(makeFile('4.png'))], 0);
    await settle();
    expect(statuses()[3]).toBe('predicted');
    runner.retryFailed();
    await settle();
    expect(statuses()).toEqual(['predicted', 'rejected', 'predicted', 'predicted']);
    expect(store.getState().studies.map((study) => study.run)).toEqual([1, 1, 1, 0]);
  });
});

describe('stopping', () => {
  it('ends the workers, takes no more files and leaves no blob address', async () => {
    const { runner, urls, disposed, statuses, settle } = setUp();
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(urls.size).toBe(1);
    runner.stop();
    expect([urls.size, disposed.times]).toEqual([0, 1]);
    runner.addFiles([makeFile('1.png')], 0);
    expect(statuses()).toEqual(['predicted']);
  });

  it('aborts what is being decoded and starts nothing more', async () => {
    const begun: string[] = [];
    const { store, runner, urls } = setUp({
      decode: (file, options) => {
        begun.push((file as File).name);
        return new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
      },
    });
    runner.addFiles(
      [0, 1, 2, 3].map((n) => makeFile(`${n}.png`)),
      0,
    );
    const before = store.getState();
    runner.stop();
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(begun).toEqual(['0.png', '1.png']);
    expect(store.getState()).toBe(before);
    expect(urls.size).toBe(0);
  });

  it('leaves no blob address of a film that was decoded in that very moment', async () => {
    const finish: (() => void)[] = [];
    const { runner, urls, statuses } = setUp({
      decode: (file) =>
        new Promise((resolve) => {
          finish.push(() => resolve(makeFilm((file as File).name)));
        }),
    });
    runner.addFiles([makeFile('0.png')], 0);
    await vi.waitFor(() => expect(finish).toHaveLength(1));
    finish[0]();
    runner.stop();
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(urls.size).toBe(0);
    expect(statuses()).not.toContain('predicted');
  });
});
