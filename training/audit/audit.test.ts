import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../src/model/assess.ts';
import { createRandom } from '../../src/model/random.ts';
import { clusteredMean } from './clustered-mean.ts';
import { formatAudit, WITHOUT_FOLDS } from './format-audit.ts';
import { fitReaders, measureChanges, type Reader } from './measure-changes.ts';
import { summarizeOriginals } from './original-shift.ts';

const LINE = { scale: 1, offset: 0 };
/** From 0.2 to 0.8 the model declines; log odds of 0.8 are 1.386. */
const READER: Reader = { line: LINE, zones: { lower: 0.2, upper: 0.8, coverage: 0.9, images: 0 } };

describe('the mean of clustered figures', () => {
  it('has the plain interval where every cluster is one figure', () => {
    // Values 0 and 2: deviations 1 and 1, so sqrt(2) / 2 = 0.7071, times 1.96.
    const { value, lower, upper } = clusteredMean([0, 2], ['a', 'b']);
    expect(value).toBe(1);
    expect(upper - value).toBeCloseTo(1.96 * Math.SQRT1_2, 3);
    expect(value - lower).toBeCloseTo(upper - value, 12);
  });

  it('gets no narrower by repeating a patient’s figures', () => {
    const once = clusteredMean([0, 2], ['a', 'b']);
    const often = clusteredMean([0, 0, 0, 2, 2, 2], ['a', 'a', 'a', 'b', 'b', 'b']);
    expect(often.upper).toBeCloseTo(once.upper, 12);
  });
});

describe('what a change did', () => {
  const set = {
    labels: [0, 0, 0, 0, 1, 1, 1, 1],
    groups: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    readers: Array.from({ length: 8 }, () => READER),
  };
  const untouched = { name: 'untouched', rawLogits: [-3, -3, -3, -3, 3, 3, 3, 3] };
  // One normal film is called pneumonia, one is in the zone on the side of pneumonia, one pneumonia in the zone below 0.
  const changed = { name: 'changed', rawLogits: [2, 1, -3, -3, -1, 3, 3, 3] };

  it('is counted film by film: calls, flips, coverage of each class and share indeterminate', () => {
    const [worst, best] = measureChanges(set, [untouched, changed], 50);
    expect([worst.name, best.name]).toEqual(['changed', 'untouched']);
    expect(worst.accuracy.value).toBe(5 / 8);
    expect(worst.flips.value).toBe(3 / 8);
    expect(worst.flipsByClass.normal.value).toBe(2 / 4);
    expect(worst.flipsByClass.pneumonia.value).toBe(1 / 4);
    expect(worst.coverage.normal.value).toBe(3 / 4);
    expect(worst.coverage.pneumonia.value).toBe(1);
    expect(worst.indeterminate.value).toBe(2 / 8);
    // Of the 16 pairs, -1 loses to 2 and 1, and wins twice; the other three always win: 14.
    expect(worst.auroc.value).toBe(14 / 16);
    // Normal films moved by 5 and 4, pneumonia by -4.
    expect(worst.meanShift.normal.value).toBe(9 / 4);
    expect(worst.meanShift.pneumonia.value).toBe(-1);
    expect(best.flips.value).toBe(0);
    expect(best.meanShift.normal).toEqual({ value: 0, lower: 0, upper: 0 });
  });
});

describe('readers of the folds', () => {
  it('are fitted on the other folds alone: what happens in a fold can’t move its own reader', () => {
    const random = createRandom(31);
    const labels = Array.from({ length: 400 }, (_, row) => row % 2);
    const folds = labels.map((_, row) => row % 5);
    const scores = labels.map((label) => 2 * label - 1 + random.normal());
    const readers = fitReaders(scores, labels, folds, 0.9);
    const odd = scores.map((score, row) => (folds[row] === 3 ? -score : score));
    const again = fitReaders(odd, labels, folds, 0.9);
    expect(again[3]).toEqual(readers[3]);
    expect(again[4]).not.toEqual(readers[4]);
    expect(new Set(readers).size).toBe(5);
  });
});

function makePair(group: string, copyLogit: number, originalLogit: number) {
  return { path: group, group, copyLogit, originalLogit };
}

describe('originals beside their copies', () => {
  const pairs = [makePair('a', 2, 3), makePair('b', -2, -2), makePair('c', 0.5, -0.5), makePair('d', -1, 0)];

  it('tell how far the score moves, on average and at most, and how many calls change', () => {
    const shift = summarizeOriginals(pairs, sigmoid);
    // Shifts 1, 0, -1, 1; the calls of c and d change.
    expect(shift.pairs).toBe(4);
    expect(shift.meanShift.value).toBe(0.25);
    expect(shift.meanAbsoluteShift.value).toBe(0.75);
    expect(shift.maxAbsoluteShift).toBe(1);
    expect(shift.flips.value).toBe(0.5);
    // From 0.5 to -0.5: 0.6225 - 0.3775.
    expect(shift.maxAbsoluteProbability).toBeCloseTo(0.245, 3);
  });

  it('stand in the report with their number, below tables that say for what coverage is claimed', () => {
    const set = {
      labels: [0, 0, 1, 1],
      groups: ['a', 'b', 'c', 'd'],
      readers: Array.from({ length: 4 }, () => READER),
    };
    const rows = measureChanges(set, [{ name: 'untouched', rawLogits: [-2, -2, 2, 2] }], 50);
    const text = formatAudit({
      runHash: 'a'.repeat(64),
      dataSha256: 'b'.repeat(64),
      modelSha256: null,
      parts: [{ title: 'Out of fold', description: 'Drawn.', rows }],
      originals: summarizeOriginals(pairs, sigmoid),
    });
    expect(text).toContain(
      '| untouched | 1.0000 (1.0000 to 1.0000) | 100.0 (51.0 to 100.0) | 0.0 (0.0 to 49.0) |',
    );
    expect(text).not.toContain('Marker regions');
    expect(text).not.toContain(WITHOUT_FOLDS);
    expect(text).toContain('exchangeable');
    expect(text).toContain('on 4 radiographs');
    expect(text).toContain('| Largest absolute shift | 1.000 |');
  });

  it('says what is left out where no fold model was read', () => {
    const set = { labels: [0, 1], groups: ['a', 'b'], readers: [READER, READER] };
    const rows = measureChanges(set, [{ name: 'untouched', rawLogits: [-2, 2] }], 50);
    const text = formatAudit({
      runHash: 'a'.repeat(64),
      dataSha256: 'b'.repeat(64),
      modelSha256: 'c'.repeat(64),
      parts: [{ title: 'Locked tenth, shipped weights', description: 'Drawn.', rows }],
      originals: null,
    });
    expect(text).toContain(WITHOUT_FOLDS);
    expect(text).toContain('model cccccccccccc');
  });
});
