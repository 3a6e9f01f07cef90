import { describe, expect, it, vi } from 'vitest';
import { DecodeFailure } from '../image/decode-error.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import { decodeByContent, makeFile, makeFilm, READ, READY, setUp } from './fixtures/runner-kit.ts';
import { collectFromDrop, type Intake } from './intake.ts';
import { EARLY_PREVIEWS } from './previews.ts';

/** A dropped folder of files that the browser can no longer open. */
function dropUnreadable(count: number): Promise<Intake> {
  const entries = Array.from({ length: count }, (_, n) => ({
    name: `${n}.png`,
    fullPath: `/ward/${n}.png`,
    isDirectory: false,
    file: (_resolve: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
  }));
  const readEntries = (resolve: (some: unknown[]) => void): void => resolve(entries.splice(0, 100));
  const ward = {
    name: 'ward',
    fullPath: '/ward',
    isDirectory: true,
    createReader: () => ({ readEntries }),
  };
  const items = [{ kind: 'file', webkitGetAsEntry: () => ward, getAsFile: () => null }];
  return collectFromDrop({ items, files: [] } as unknown as DataTransfer);
}

describe('a list of files', () => {
  it('is read to its end, each number on its own file, whatever the others are', async () => {
    const { store, runner, statuses, settle } = setUp();
    const contents = ['film', 'truncated', 'film', 'slow', 'film', 'bug', 'film'];
    runner.addFiles(
      contents.map((content, n) => makeFile(`${n}.png`, content)),
      0,
    );
    await settle();
    expect(statuses()).toEqual([
      'predicted',
      'rejected',
      'predicted',
      'failed',
      'predicted',
      'failed',
      'predicted',
    ]);
    const logits = store
      .getState()
      .studies.flatMap(({ id, state }) =>
        state.kind === 'predicted' ? [[id, state.result.assessment.logit]] : [],
      );
    expect(logits).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
      [6, 6],
    ]);
    const errors = store.getState().studies.map(({ state }) => (state.kind === 'failed' ? state.error : ''));
    expect(errors.filter(Boolean)).toEqual(['decode-timeout', 'decode-failed']);
  });

  it('takes more files while it runs', async () => {
    const { runner, statuses, settle } = setUp();
    runner.addFiles([makeFile('0.png')], 0);
    runner.addFiles([makeFile('1.png')], 0);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted']);
  });

  it('stays in the order given, by path, though the first file is decoded last; what was skipped is counted', async () => {
    const finish: (() => void)[] = [];
    const first = new Promise<void>((resolve) => {
      finish.push(resolve);
    });
    const { store, runner, statuses, settle } = setUp({
      decode: async (file) => {
        if ((file as File).name === '0.png') await first;
        return decodeByContent(file);
      },
    });
    runner.addFiles(
      [0, 1, 2].map((n) => makeFile(`${n}.png`)),
      2,
    );
    await vi.waitFor(() => {
      expect(statuses()).toEqual(['queued', 'predicted', 'predicted']);
    });
    finish[0]();
    await settle();
    const { studies, skippedFiles } = store.getState();
    expect(studies.map(({ id, path }) => [id, path])).toEqual([
      [0, '0.png'],
      [1, '1.png'],
      [2, '2.png'],
    ]);
    expect(skippedFiles).toBe(2);
  });

  it('names the stage in which a decoder fails, and carries its warnings and facts to the result', async () => {
    const { store, runner, settle } = setUp({
      decode: async (file, options) => {
        options?.onStart?.();
        options?.onChecking?.();
        if ((file as File).name === '0.png') throw new DecodeFailure('decoder-crashed');
        return { ...makeFilm('1.png'), warnings: ['low-contrast'], withholdings: ['dicom-lateral'] };
      },
    });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await settle();
    const [crashed, read] = store.getState().studies;
    expect(crashed.state).toEqual({ kind: 'failed', stage: 'checking', error: 'decoder-crashed' });
    expect(read.state).toMatchObject({
      kind: 'predicted',
      result: {
        engine: 'wasm',
        warnings: ['low-contrast'],
        filmReasons: ['dicom-lateral'],
        film: { widthPx: 300, heightPx: 200, bitDepth: 8, format: 'png' },
      },
    });
  });

  it('is read anew with the correction that its decoder suggested, and its picture made with it', async () => {
    const TURN = { quarterTurns: 1, isInverted: false } as const;
    const asked: unknown[] = [];
    const { store, runner, settle } = setUp({
      decode: async (file, options) => {
        asked.push(options?.correction);
        const film = await decodeByContent(file);
        const input = new Float32Array(INPUT_SIZE_PX ** 2);
        return { ...film, input, suggestion: options?.correction === undefined ? TURN : null };
      },
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    runner.reread(0, 'suggested');
    await settle();
    expect(asked).toEqual([undefined, TURN]);
    expect(store.getState().studies[0]).toMatchObject({ run: 1, correction: TURN, suggestion: null });
    runner.reread(0, 'stored');
    await settle();
    expect(asked).toEqual([undefined, TURN, undefined]);
    expect(store.getState().studies).toHaveLength(1);
  });

  it('is decoded while the engine loads, six films ahead, and read once it is there', async () => {
    const decoded: string[] = [];
    const assess = vi.fn(READ);
    const { state, runner, statuses, settle } = setUp({
      isReady: false,
      assess,
      decode: async (file) => {
        decoded.push((file as File).name);
        return decodeByContent(file);
      },
    });
    runner.addFiles(
      Array.from({ length: 8 }, (_, n) => makeFile(`${n}.png`)),
      0,
    );
    await vi.waitFor(() => expect(decoded).toHaveLength(6));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(decoded).toHaveLength(6);
    expect(assess).not.toHaveBeenCalled();
    state.setState(READY);
    await settle();
    expect(statuses()).toEqual(Array.from({ length: 8 }, () => 'predicted'));
  });

  it('has no number, and ends, where the engine is locked after films were decoded', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    state.setState({ kind: 'locked', reason: 'self-test-failed', detail: '' });
    await settle();
    for (const study of store.getState().studies) {
      expect(study.state).toEqual({ kind: 'failed', stage: 'predicting', error: 'engine-locked' });
    }
  });

  it('fails at once where the engine is locked: no number, no waiting for ever', async () => {
    const { store, state, runner, settle } = setUp({ isReady: false });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    state.setState({ kind: 'locked', reason: 'backend-unavailable', detail: '' });
    await settle();
    for (const study of store.getState().studies) {
      expect(study.state).toMatchObject({ kind: 'failed', error: 'engine-locked' });
    }
  });

  it('says of each of thousands of files that they can no longer be opened, and reads what follows', async () => {
    const { store, runner, statuses, settle } = setUp();
    const { files, skippedFiles } = await dropUnreadable(9000);
    runner.addFiles([...files, makeFile('7.png')], skippedFiles);
    await settle();
    expect(statuses().filter((status) => status === 'failed')).toHaveLength(9000);
    expect(statuses()[9000]).toBe('predicted');
    expect(store.getState().studies[0].state).toMatchObject({ error: 'file-not-readable' });
  });

  it('never holds more than two passes of decoded films beside the one that is computed, however long it is and however slow the engine', async () => {
    let decoded = 0;
    let most = 0;
    const { runner, settle } = setUp({
      decode: async (file) => {
        decoded += 1;
        most = Math.max(most, decoded);
        return decodeByContent(file);
      },
      assess: async (input) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
        decoded -= 1;
        return READ(input);
      },
    });
    runner.addFiles(
      Array.from({ length: 30 }, (_, n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    // Six that wait and the three that are computed.
    expect(most).toBeLessThanOrEqual(9);
  });
});

describe('previews', () => {
  it('stay with the film that is on screen, however many others are read after it', async () => {
    const { store, runner, settle } = setUp({ maxPreviews: 2 });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    store.dispatch({ type: 'selected', id: 0 });
    runner.addFiles(
      [1, 2, 3, 4].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(store.getState().studies[0].preview).not.toBeNull();
  });

  it('are kept for the last ones looked at, and made again for one that is selected', async () => {
    const { store, runner, urls, settle } = setUp({ maxPreviews: 2 });
    runner.addFiles(
      [0, 1, 2, 3].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(urls.size).toBe(2);
    const lost = store.getState().studies.find(({ preview }) => preview === null);
    expect(lost).toBeDefined();
    store.dispatch({ type: 'selected', id: lost?.id ?? -1 });
    await vi.waitFor(() => {
      expect(store.getState().studies[lost?.id ?? -1].preview).not.toBeNull();
    });
    expect(urls.size).toBe(2);
  });

  it('are made as they are read for the first films alone, and for later ones when their rows ask', async () => {
    const { store, runner, settle } = setUp({
      assess: async (input) => {
        const reading = await READ(input);
        if (input[0] !== EARLY_PREVIEWS + 1) return reading;
        return { ...reading, assessment: { domain: 'rejected', familiarity: 9 } };
      },
    });
    const names = Array.from({ length: EARLY_PREVIEWS + 3 }, (_, n) => `${n}.png`);
    runner.addFiles(
      names.map((name, n) => makeFile(name, n === EARLY_PREVIEWS + 2 ? 'truncated' : 'film')),
      0,
    );
    await settle();
    const held = () => store.getState().studies.map(({ preview }) => preview !== null);
    expect(held()).toEqual(names.map((_, n) => n < EARLY_PREVIEWS));
    for (const id of names.keys()) runner.requestPreview(id);
    // What the model refused has its picture too; what could not be decoded has none.
    await vi.waitFor(() => expect(held()).toEqual(names.map((_, n) => n < EARLY_PREVIEWS + 2)));
  });
});

describe('a study’s network input', () => {
  it('is decoded from its file once more, without touching result or picture', async () => {
    const { store, runner, settle } = setUp();
    runner.addFiles([makeFile('3.png'), makeFile('4.png')], 0);
    await settle();
    const before = store.getState();
    expect([...(await runner.readInput(1))]).toEqual([4]);
    expect(store.getState()).toBe(before);
  });

  it('comes with the film’s picture where that is asked for, and its file can be had as well', async () => {
    const { store, runner, settle } = setUp();
    runner.addFiles([makeFile('3.png')], 0);
    await settle();
    const before = store.getState();
    expect(await runner.readPreview(0)).toMatchObject({ widthPx: 1, heightPx: 1 });
    expect(runner.getSource(0)?.name).toBe('3.png');
    expect(runner.getSource(1)).toBeUndefined();
    expect(store.getState()).toBe(before);
  });
});
