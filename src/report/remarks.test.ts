import { describe, expect, it } from 'vitest';
import { makeReport } from './fixtures/studies.ts';
import { listRemarks } from './remarks.ts';

const READ = ['Warnings: low-contrast', 'Film: 300 x 200 px, 12 bit dicom', 'Computed by wasm in 13 ms'];

describe('the remarks beside a result', () => {
  const [predicted, withheld, rejected] = makeReport().studies;
  const [, included] = makeReport({ includeWithheld: true }).studies;

  it.each([
    ['predicted', predicted, READ],
    ['withheld', withheld, ['Withheld: unlike-training-data', ...READ]],
    ['withheld, asked for', included, ['Withheld, included on request: unlike-training-data', ...READ]],
    ['rejected', rejected, ['Rejected: truncated']],
    [
      'turned and inverted',
      predicted && { ...predicted, correction: { quarterTurns: 3, isInverted: true } as const },
      [...READ, 'Before it was read, the film was turned by 270 degrees clockwise and inverted'],
    ],
    [
      'inverted',
      predicted && { ...predicted, correction: { quarterTurns: 0, isInverted: true } as const },
      [...READ, 'Before it was read, the film was inverted'],
    ],
  ])('of a film that was %s', (_, study, expected) => {
    expect(study && listRemarks(study)).toEqual(expected);
  });
});
