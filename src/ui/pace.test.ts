import { describe, expect, it } from 'vitest';
import { createPaceMeter } from './pace.ts';

describe('the time left of a batch', () => {
  it('follows from the pace of this batch, once a few files are done', () => {
    let nowMs = 1000;
    const meter = createPaceMeter(() => nowMs);
    expect(meter.estimateRemaining({ state: 'running', done: 0, total: 10 })).toBeNull();
    nowMs += 600;
    expect(meter.estimateRemaining({ state: 'running', done: 2, total: 10 })).toBeNull();
    nowMs += 600;
    // 4 files in 1200 ms: 300 ms each, 6 are left.
    expect(meter.estimateRemaining({ state: 'running', done: 4, total: 10 })).toBe(1800);
  });

  it('stays the same between two files', () => {
    let nowMs = 0;
    const meter = createPaceMeter(() => nowMs);
    meter.estimateRemaining({ state: 'running', done: 0, total: 9 });
    nowMs = 300;
    const first = meter.estimateRemaining({ state: 'running', done: 3, total: 9 });
    nowMs = 5000;
    expect(meter.estimateRemaining({ state: 'running', done: 3, total: 9 })).toBe(first);
  });

  it('starts anew with the next batch', () => {
    let nowMs = 0;
    const meter = createPaceMeter(() => nowMs);
    meter.estimateRemaining({ state: 'running', done: 0, total: 4 });
    nowMs = 4000;
    expect(meter.estimateRemaining({ state: 'done', done: 4, total: 4 })).toBeNull();
    nowMs = 100_000;
    expect(meter.estimateRemaining({ state: 'running', done: 4, total: 14 })).toBeNull();
    nowMs = 100_500;
    // 5 files in 500 ms, 5 are left; the idle time in between doesn't count.
    expect(meter.estimateRemaining({ state: 'running', done: 9, total: 14 })).toBe(500);
  });
});
