import { describe, expect, it, vi } from 'vitest';
import { assess as assessRaw, NotANumberError } from '../model/assess.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { SMALL_CUTOFFS, SMALL_FAMILIARITY } from '../model/fixtures/small-familiarity.ts';
import type { ModelCard } from '../model/model-card.ts';
import { EngineLostError } from '../runtime/classifier.ts';
import { makeFile, READ, READY, setUp } from './fixtures/runner-kit.ts';

const makeNumbered = (n: number): File => makeFile(`${n}.png`);

describe('films that wait for the engine', () => {
  it('are read several in a pass where a full pass waits, each with its own number; a lone one waits for no other', async () => {
    const { store, state, runner, settle, passes } = setUp({ isReady: false });
    runner.addFiles([0, 1, 2, 3, 4].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0, 1, 2], [3], [4]]);
    const logits = store
      .getState()
      .studies.map(({ state: study }) => (study.kind === 'predicted' ? study.result.assessment.logit : null));
    expect(logits).toEqual([0, 1, 2, 3, 4]);
  });

  it('are read one by one where the engine takes no more', async () => {
    const { state, runner, settle, passes } = setUp({ isReady: false, passSize: 1 });
    runner.addFiles([0, 1, 2, 3].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0], [1], [2], [3]]);
  });

  it('are each read alone when their pass fails, so that one fault is one film’s', async () => {
    const { state, runner, statuses, settle, passes } = setUp({
      isReady: false,
      assess: async (input) => {
        if (input[0] === 1) throw new NotANumberError();
        return READ(input);
      },
    });
    runner.addFiles([0, 1, 2].map(makeNumbered), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await settle();
    expect(passes).toEqual([[0, 1, 2], [0], [1], [2]]);
    expect(statuses()).toEqual(['predicted', 'failed', 'predicted']);
  });

  it('keep the numbers of a pass under way when the batch is cancelled, as a lone film does', async () => {
    const finish: (() => void)[] = [];
    const { state, runner, statuses, settle, passes } = setUp({
      isReady: false,
      assess: (input) =>
        new Promise((resolve) => {
          finish.push(() => resolve(READ(input)));
        }),
    });
    runner.addFiles(
      Array.from({ length: 12 }, (_, n) => makeNumbered(n)),
      0,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.setState(READY);
    await vi.waitFor(() => expect(finish).toHaveLength(3));
    runner.cancel();
    const ending = setInterval(() => {
      for (const end of finish.splice(0)) end();
    });
    await settle();
    clearInterval(ending);
    expect(passes[0]).toEqual([0, 1, 2]);
    expect(statuses().slice(0, 3)).toEqual(['predicted', 'predicted', 'predicted']);
    expect(statuses().at(-1)).toBe('failed');
  });
});

describe('a prediction that goes wrong', () => {
  it.each([
    ['engine-lost', new EngineLostError('lost')],
    ['not-a-number', new NotANumberError('NaN')],
    ['prediction-failed', new Error('anything else')],
  ])('is "%s" on that file alone, and succeeds on a retry', async (code, error) => {
    let isFaulty = true;
    const { store, runner, statuses, settle } = setUp({
      assess: async (input) => {
        if (input[0] === 1 && isFaulty) throw error;
        return READ(input);
      },
    });
    runner.addFiles(
      [0, 1, 2].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(statuses()).toEqual(['predicted', 'failed', 'predicted']);
    expect(store.getState().studies[1].state).toMatchObject({ kind: 'failed', error: code });
    isFaulty = false;
    runner.retry(1);
    await settle();
    expect(statuses()).toEqual(['predicted', 'predicted', 'predicted']);
  });
});

describe('an engine that returns NaN', () => {
  it('gives a failed study, never a score of zero or of one half', async () => {
    const card = {
      calibration: { scale: 1, offset: 0 },
      familiarity: SMALL_CUTOFFS,
    } as unknown as ModelCard;
    const { store, runner, statuses, settle } = setUp({
      // The network's answers: file 1 has no logit, file 2 no embedding, file 3 no profile.
      assess: async ([n]) => ({
        engine: 'wasm',
        saliency: EMPTY_MAP,
        assessment: assessRaw(
          {
            rawLogit: n === 1 ? Number.NaN : 3,
            embedding: Float32Array.of(n === 2 ? Number.NaN : 0.5),
            profile: Float32Array.of(n === 3 ? Number.NaN : 0, 1, 0, 0, 0, 0, 1),
          },
          card,
          SMALL_FAMILIARITY,
        ),
      }),
    });
    runner.addFiles(
      [0, 1, 2, 3, 4].map((n) => makeFile(`${n}.png`)),
      0,
    );
    await settle();
    expect(statuses()).toEqual(['predicted', 'failed', 'failed', 'failed', 'predicted']);
    for (const id of [1, 2, 3]) {
      expect(store.getState().studies[id].state).toEqual({
        kind: 'failed',
        stage: 'predicting',
        error: 'not-a-number',
      });
    }
  });
});
