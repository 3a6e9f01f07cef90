import { assert, double, property } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  cutName,
  formatBytes,
  formatCount,
  formatDuration,
  formatLogit,
  formatShares,
  formatUtc,
  putLocale,
  toCounts,
} from './format.ts';
import {
  describeFinding,
  describeSplit,
  formatEstimatePercent,
  formatRemaining,
  formatScoreRange,
} from './phrases.ts';

describe('the split as a reader sees it', () => {
  it('shows two decimals for both shares', () => {
    expect(formatShares(0.9998)).toEqual({ pneumonia: '99.98', normal: '0.02' });
    expect(formatShares(0.5)).toEqual({ pneumonia: '50.00', normal: '50.00' });
    expect(formatShares(0.07)).toEqual({ pneumonia: '7.00', normal: '93.00' });
  });

  it('never claims 100 or 0 %', () => {
    // 0.99995 is 99.995 %, which rounds to 100.00; 0.99994 is 99.994 %, which rounds to 99.99.
    expect(formatShares(0.99995)).toEqual({ pneumonia: '> 99.99', normal: '< 0.01' });
    expect(formatShares(0.99994)).toEqual({ pneumonia: '99.99', normal: '0.01' });
    expect(formatShares(1e-9)).toEqual({ pneumonia: '< 0.01', normal: '> 99.99' });
    expect(formatShares(1)).toEqual({ pneumonia: '> 99.99', normal: '< 0.01' });
  });

  it('always adds up to 100.00', () => {
    assert(
      property(double({ min: 0.0001, max: 0.9999, noNaN: true }), (probability) => {
        const shares = formatShares(probability);
        const sum = Math.round(100 * Number(shares.pneumonia)) + Math.round(100 * Number(shares.normal));
        expect(sum).toBe(10_000);
      }),
    );
  });

  it('refuses what is no probability', () => {
    for (const wrong of [Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY]) {
      expect(() => formatShares(wrong)).toThrow(RangeError);
    }
  });
});

describe('a long file name', () => {
  it('keeps its end, and loses nothing', () => {
    const name = 'a-very-long-name-from-an-archive-of-films-0001.dcm';
    const cut = cutName(name);
    expect(cut.tail).toBe('lms-0001.dcm');
    expect(cut.head + cut.tail).toBe(name);
  });

  it('stays whole when it is short', () => {
    expect(cutName('film-01.png')).toEqual({ head: 'film-01.png', tail: '' });
  });

  it('is not torn inside a character made of several code points', () => {
    // One family emoji is seven code points; 30 of them are 30 characters, of which the last 12 are the tail.
    const family = '👨‍👩‍👧‍👦';
    expect(cutName(family.repeat(30)).tail).toBe(family.repeat(12));
  });
});

describe('other figures', () => {
  it('gives times and sizes in fitting units', () => {
    expect(formatDuration(84.6)).toBe('85 ms');
    expect(formatDuration(1234)).toBe('1.2 s');
    expect(formatRemaining(2000)).toBe('a few seconds');
    expect(formatRemaining(21_000)).toBe('about 25 s');
    expect(formatRemaining(200_000)).toBe('about 3 min');
    expect(formatBytes(812_400)).toBe('812 kB');
    expect(formatBytes(3_440_000)).toBe('3.4 MB');
  });

  it('gives a share with its interval', () => {
    expect(formatEstimatePercent({ value: 0.971, lower: 0.9644, upper: 0.9766 })).toBe(
      '97.1 % (96.4 to 97.7)',
    );
  });
});

describe('counts out of 100', () => {
  it('are whole films, their interval rounded outwards', () => {
    expect(toCounts({ value: 0.205, lower: 0.079, upper: 0.3101 })).toEqual({
      value: 21,
      lower: 7,
      upper: 32,
    });
  });

  it('stand for a range whose edges are as short as they are', () => {
    expect(formatScoreRange({ lower: 0.025, upper: 0.1 })).toBe('2.5 to 10');
    expect(formatScoreRange({ lower: 0.99, upper: 1 })).toBe('99 to 100');
  });

  it('are not moved by the rounding of a computer', () => {
    // 100 * 0.29 is 28.999999999999996, 100 * 0.57 is 56.99999999999999, 100 * 0.28 is 28.000000000000004.
    expect(toCounts({ value: 0.29, lower: 0.29, upper: 0.28 })).toEqual({ value: 29, lower: 29, upper: 28 });
    expect(toCounts({ value: 0, lower: 0, upper: 1 })).toEqual({ value: 0, lower: 0, upper: 100 });
  });
});

describe('in another language', () => {
  afterEach(() => putLocale('en'));

  it('figures have its decimal mark and its groups', () => {
    putLocale('de');
    expect(formatShares(0.9998)).toEqual({ pneumonia: '99,98', normal: '0,02' });
    expect(formatShares(1).pneumonia).toBe('> 99,99');
    expect(formatDuration(1234)).toBe('1,2 s');
    expect(formatLogit(-4.181)).toBe('−4,18');
    expect(formatCount(5232)).toBe('5.232');
  });

  it('digits stay Latin', () => {
    putLocale('ar');
    expect(formatShares(0.25).pneumonia).toMatch(/^25\D00$/);
  });
});

describe('the words of a result', () => {
  it('are the sentence that the contract states', () => {
    expect(describeSplit(0.9998)).toBe('This image is 99.98 % pneumonia and 0.02 % normal.');
    expect(describeSplit(0)).toBe('This image is < 0.01 % pneumonia and > 99.99 % normal.');
  });

  it('tell where the finding lies, with and without a zone', () => {
    expect(describeFinding('normal', { lower: 0.3, upper: 0.7 })).toBe('Below the indeterminate zone.');
    expect(describeFinding('pneumonia', { lower: 0.5, upper: 0.5 })).toBe(
      'At the decision threshold or above.',
    );
    expect(describeFinding('normal', { lower: 0.5, upper: 0.5 })).toBe('Below the decision threshold.');
  });
});

describe('a moment', () => {
  it('is given to the minute, in UTC', () => {
    expect(formatUtc(new Date('2026-01-02T03:04:59.999Z'))).toBe('2026-01-02 03:04 UTC');
  });
});
