import { describe, expect, test } from 'vitest';
import { sigmoid } from '../../src/model/assess.ts';
import { createRandom } from '../../src/model/random.ts';
import { plotHistories, plotHistory } from './history.ts';
import { plotReliability } from './reliability.ts';
import { plotRoc } from './roc.ts';
import { plotScores } from './scores.ts';
import { element } from './svg.ts';

const title = 'A title with <angle> & "quotes"';
const random = createRandom(1);
const labels = Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 0 : 1));
const probabilities = labels.map((label) => sigmoid(6 * label - 3 + 2 * random.normal()));
const epochs = [1, 2, 3].map((epoch) => ({
  epoch,
  trainingLoss: 0.6 / epoch,
  validationLoss: epoch === 2 ? null : 0.7 / epoch,
  auroc: 1 - 0.05 / epoch,
}));

/** Texts between tags, in order. */
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]);

describe('every plot', () => {
  const plots = {
    history: plotHistory(epochs, { title }),
    roc: plotRoc({ curves: [{ name: 'all folds', scores: probabilities, labels }] }, { title }),
    reliability: plotReliability({ probabilities, labels }, { title }),
    scores: plotScores({ probabilities, labels, threshold: 0.5 }, { title }),
  };

  test.each(Object.entries(plots))('%s is a document with an escaped title and no hole in it', (_, svg) => {
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).toContain('A title with &lt;angle&gt; &amp; &quot;quotes&quot;');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    // Every tag that is opened is closed.
    const opened = svg.match(/<[a-zA-Z]+(?:\s[^>]*[^/])?>/g)?.length;
    expect(svg.match(/<\/[a-zA-Z]+>/g)?.length).toBe(opened);
  });

  test.each(Object.entries(plots))('%s loads nothing from elsewhere', (_, svg) => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import/);
  });
});

describe('the history', () => {
  test('names each run with its last AUROC', () => {
    const svg = plotHistories(
      [
        { name: 'fold 1', epochs },
        { name: 'fold 2', epochs: epochs.slice(0, 1) },
      ],
      { title },
    );
    // 1 - 0.05 / 3 = 0.98333, 1 - 0.05 / 1 = 0.95.
    expect(textsOf(svg)).toContain('fold 1: last AUROC 0.9833');
    expect(textsOf(svg)).toContain('fold 2: last AUROC 0.9500');
  });

  test('of nothing is refused', () => {
    expect(() => plotHistory([], { title })).toThrow(RangeError);
  });
});

test('the ROC plot states area, interval and n', () => {
  const curve = {
    name: 'held out',
    scores: [3, 2, 1, 2, 0],
    labels: [1, 1, 1, 0, 0],
    interval: { lower: 0.5, upper: 1 },
  };
  // 4.5 of 6 pairs, see ranking.test.ts.
  expect(textsOf(plotRoc({ curves: [curve] }, { title }))).toContain(
    'held out: AUROC 0.7500 (95 % 0.5000 to 1.0000), n = 2 normal + 3 pneumonia',
  );
});

test('the reliability plot draws its bins where they lie', () => {
  // Bins at (0.2, 0) and (0.9, 1): x = 84 + 460 p, y = 516 - 460 share.
  const svg = plotReliability({ probabilities: [0.2, 0.2, 0.9], labels: [0, 0, 1] }, { title });
  const dots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((match) => [
    +match[1],
    +match[2],
  ]);
  expect(dots).toEqual([
    [176, 516],
    [498, 56],
  ]);
});

test('the histogram counts certain scores too, and shows shares of each class', () => {
  const svg = plotScores({ probabilities: [0, 0.5, 1, 1], labels: [0, 0, 1, 1], threshold: 0.5 }, { title });
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(['labelled normal, n = 2', 'labelled pneumonia, n = 2', '100']),
  );
  expect(() => plotScores({ probabilities: [0.5], labels: [1], threshold: 0.5 }, { title })).toThrow(
    RangeError,
  );
});

test('a number that is none is refused instead of drawn', () => {
  expect(() => element('rect', { x: Number.NaN })).toThrow(RangeError);
});
