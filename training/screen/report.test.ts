import { describe, expect, it } from 'vitest';
import { formatScreeningLog, parseScreeningLog } from './fit-record.ts';
import { formatExperiments } from './format-experiments.ts';
import type { ScreeningTable } from './recipe.ts';
import { RELEASE_2 } from './release-2.ts';
import { summarizeExperiments } from './report.ts';

const TABLE: ScreeningTable = {
  base: RELEASE_2,
  variants: [
    { name: 'first', tier: 1, why: 'to compare with', change: {} },
    { name: 'better', tier: 1, why: 'gains', change: { training: { labelSmoothing: 0 } } },
    { name: 'broken', tier: 2, why: 'diverges', change: { training: { peakLearningRate: 9 } } },
    { name: 'waiting', tier: 1, why: 'later', change: { sizePx: 192 } },
  ],
  notTried: [{ name: 'flips', reason: 'the heart is on the left' }],
};

const part = (name: string) => ({
  event: 'part',
  part: name,
  trainingImages: 90,
  holdoutImages: 10,
  labels: [0, 0, 1, 1],
  patients: ['a', 'b', 'c', 'd'],
});
const estimate = (value: number) => ({ value, lower: value - 0.01, upper: value + 0.01 });

function fit(variant: string, name: string, balancedAccuracy: number, logits: number[], passes = 6) {
  return {
    event: 'fit',
    variant,
    tier: 1,
    part: name,
    seed: 1,
    sizePx: 128,
    screenSizePx: 128,
    passes,
    epochs: 8,
    fitHash: `${variant} ${name} ${passes}`,
    change: {},
    seconds: 60,
    outcome: 'finished',
    auroc: estimate(0.99),
    balancedAccuracy: estimate(balancedAccuracy),
    sensitivity: estimate(0.9),
    specificity: estimate(0.9),
    brier: estimate(0.02),
    logits,
  };
}

const LINES: readonly unknown[] = [
  { event: 'data', images: 4 },
  part('fold-1'),
  part('lowest-numbers'),
  part('im-virus'),
  fit('first', 'fold-1', 1, [-1, -1, 1, 1]),
  fit('first', 'lowest-numbers', 0.75, [1, -1, 1, 1]),
  fit('first', 'im-virus', 0.75, [-1, -1, -1, 1]),
  fit('better', 'lowest-numbers', 1, [-1, -1, 1, 1]),
  {
    ...fit('broken', 'im-virus', 0, []),
    outcome: 'failed',
    reason: 'The training diverged at step 3.',
  },
  fit('better', 'im-virus', 0.5, [1, 1, 1, 1], 12),
];
const log = parseScreeningLog(`${LINES.map((line) => JSON.stringify(line)).join('\n')}\n{"event":"fi`);
const experiments = summarizeExperiments(log, TABLE);
const [screening] = experiments.screenings;
const of = (name: string) => screening.variants.find(({ variant }) => variant === name);

describe('the report of a screening', () => {
  it('leaves the plain fold out of the figure that recipes are compared by', () => {
    expect(of('first')?.transfer).toBe(0.75);
    expect(of('first')?.groups).toEqual(['lowest-numbers', 'im-virus']);
  });

  it('compares a variant with the first on the groups that both have, and puts the best first', () => {
    // One normal of two more is right: a quarter.
    expect(of('better')?.difference).toMatchObject({ value: 0.25, groups: 1, fits: 1, auroc: 0 });
    expect(screening.variants.map(({ variant }) => variant)).toEqual(['better', 'first', 'broken']);
  });

  it('keeps fits of another number of steps apart', () => {
    expect(experiments.screenings.map(({ passes }) => passes)).toEqual([6, 12]);
    expect(experiments.screenings[1].variants[0].difference).toBeNull();
  });

  it('says what the seed alone changes, or that it is not known', () => {
    expect(screening.seedSpread).toEqual([]);
    expect(formatExperiments(experiments)).toContain('The first variant has one seed');
    const second = { ...fit('first', 'im-virus', 0.5, [1, 1, 1, 1]), seed: 2, fitHash: 'second' };
    const two = parseScreeningLog([...LINES, second].map((line) => JSON.stringify(line)).join('\n'));
    const summary = summarizeExperiments(two, TABLE);
    expect(summary.screenings[0].seedSpread).toEqual([
      { part: 'im-virus', seeds: 2, balancedAccuracy: [0.5, 0.75], auroc: [0.99, 0.99] },
    ]);
    expect(formatExperiments(summary)).toContain('- im-virus, 2 seeds: balanced accuracy 0.5000 to 0.7500');
  });

  it('names what failed, what waits and what was left out', () => {
    expect(of('broken')?.transfer).toBeNull();
    expect(experiments.notYetRun).toEqual(['waiting']);
    const text = formatExperiments(experiments);
    expect(text).toContain('failed: broken on im-virus, seed 1: The training diverged at step 3.');
    expect(text).toContain('In the table, not run: waiting.');
    expect(text).toContain('- flips: the heart is on the left.');
    expect(text).toContain('| better |  | 1.0000 |  | 1.0000 | +25.00 (');
  });

  it('takes a fit once, though it was logged twice', () => {
    const twice = parseScreeningLog([LINES[5], LINES[5]].map((line) => JSON.stringify(line)).join('\n'));
    expect(twice.fits).toHaveLength(1);
  });

  it('can be made again from the gathered log, and added to', () => {
    const gathered = parseScreeningLog(formatScreeningLog(log));
    expect(summarizeExperiments(gathered, TABLE)).toEqual(experiments);
    const later = JSON.stringify(fit('waiting', 'im-virus', 1, [-1, -1, 1, 1]));
    const added = summarizeExperiments(parseScreeningLog(`${formatScreeningLog(gathered)}${later}`), TABLE);
    expect(added.notYetRun).toEqual([]);
    expect(added.screenings[0].variants).toHaveLength(4);
  });

  it('is empty before anything has run', () => {
    const nothing = summarizeExperiments(parseScreeningLog(''), TABLE);
    expect(nothing.screenings).toEqual([]);
    expect(formatExperiments(nothing)).toContain('not run: first, better, broken, waiting');
  });
});
