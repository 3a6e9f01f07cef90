import { describe, expect, it } from 'vitest';
import type { DecodePool } from '../image/pool.ts';
import type { Assessment } from '../model/assess.ts';
import type { Domain } from '../model/familiarity.ts';
import { EMPTY_MAP } from '../model/fixtures/empty-map.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import type { EngineReading } from '../runtime/classifier.ts';
import { decodeByContent, makeFile, makeFilm, READ, setUp } from './fixtures/runner-kit.ts';

/** Rejects what begins with zero. */
const rejectZero = async (input: Float32Array): Promise<EngineReading> =>
  input[0] === 0
    ? { engine: 'wasm', saliency: EMPTY_MAP, assessment: { domain: 'rejected', familiarity: 0.2 } }
    : READ(input);

describe('a file that is no chest radiograph', () => {
  it('is rejected with its reason, has no number, and the next one is read', async () => {
    const { store, runner, statuses, settle } = setUp({ assess: rejectZero });
    runner.addFiles([makeFile('0.png'), makeFile('1.png')], 0);
    await settle();
    expect(statuses()).toEqual(['rejected', 'predicted']);
    expect(store.getState().studies[0].state).toMatchObject({
      kind: 'rejected',
      reason: 'not-a-chest-radiograph',
    });
  });
});

const TURN = { quarterTurns: 1, isInverted: false } as const;

/** A film whose first value is at the top left, and that seems to want a quarter turn. */
const decodeTurned: DecodePool['decode'] = async () => ({
  ...makeFilm('0.png', false),
  input: Float32Array.from({ length: INPUT_SIZE_PX ** 2 }, (_, at) => (at === 0 ? 1 : 0)),
  withholdings: ['film-turned', 'dicom-adult'],
  suggestion: TURN,
});

/** Reads a film by where its first value has come to lie. */
const readByTurn =
  (asItLies: Domain, turned: Domain) =>
  async (input: Float32Array): Promise<EngineReading> => {
    const domain = input[0] === 1 ? asItLies : input[INPUT_SIZE_PX - 1] === 1 ? turned : 'rejected';
    const { assessment, ...reading } = await READ(input);
    if (domain === 'rejected') return { ...reading, assessment: { domain, familiarity: 0.2 } };
    return {
      ...reading,
      assessment: { ...assessment, domain, familiarity: domain === 'familiar' ? 2 : 0.9 } as Assessment,
    };
  };

describe('a film that seems to lie wrong', () => {
  it('is offered its correction where that makes a chest of it', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('rejected', 'familiar'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'rejected', reason: 'not-a-chest-as-it-lies' },
      suggestion: TURN,
    });
  });

  it('is plainly no chest where it is none once corrected either', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('rejected', 'rejected'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'rejected', reason: 'not-a-chest-radiograph' },
      suggestion: null,
    });
  });

  it('is withheld for that, and offered its correction, where the model could read it as it lies', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('withheld', 'familiar'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'predicted', result: { filmReasons: ['film-turned', 'dicom-adult'] } },
      suggestion: TURN,
    });
  });

  it('is withheld for other reasons alone where its correction would be no chest', async () => {
    const { store, runner, settle } = setUp({
      assess: readByTurn('familiar', 'rejected'),
      decode: decodeTurned,
    });
    runner.addFiles([makeFile('0.png')], 0);
    await settle();
    expect(store.getState().studies[0]).toMatchObject({
      state: { kind: 'predicted', result: { filmReasons: ['dicom-adult'] } },
      suggestion: null,
    });
  });
});

/** As `decodeByContent`; of a frame that is asked for, the "logit" is its number. */
const decode: DecodePool['decode'] = async (file, options = {}) =>
  options.frame == null ? decodeByContent(file) : makeFilm(`${options.frame}`);

describe('a file of several frames', () => {
  it('is rejected, and each frame that is asked for becomes a study at the end of the list', async () => {
    const { store, runner, statuses, settle } = setUp({ decode });
    runner.addFiles([makeFile('IM1', 'frames'), makeFile('9.png')], 0);
    await settle();
    expect(store.getState().studies[0].state).toEqual({
      kind: 'rejected',
      reason: 'dicom-multi-frame',
      frames: 7,
    });
    expect([runner.addFrame(0, 4), runner.addFrame(0, 7)]).toEqual([2, 3]);
    await settle();
    expect(statuses()).toEqual(['rejected', 'predicted', 'predicted', 'predicted']);
    const read = store
      .getState()
      .studies.map(({ name, path, state }) => [
        name,
        path,
        state.kind === 'predicted' ? state.result.assessment.logit : null,
      ]);
    expect(read.slice(2)).toEqual([
      ['IM1#4', 'IM1#4', 4],
      ['IM1#7', 'IM1#7', 7],
    ]);
  });

  it('offers no frame that it doesn’t have, nor does any other study', async () => {
    const { store, runner, settle } = setUp({ decode });
    runner.addFiles([makeFile('IM1', 'frames'), makeFile('9.png'), makeFile('x', 'truncated')], 0);
    await settle();
    const asked = [
      runner.addFrame(0, 0),
      runner.addFrame(0, 8),
      runner.addFrame(0, 1.5),
      runner.addFrame(0, Number.NaN),
    ];
    expect([...asked, runner.addFrame(1, 1), runner.addFrame(2, 1), runner.addFrame(3, 1)]).toEqual(
      Array.from({ length: 7 }, () => null),
    );
    expect(store.getState().studies).toHaveLength(3);
  });
});
