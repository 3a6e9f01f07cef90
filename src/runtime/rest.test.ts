import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitForRest } from './rest.ts';

/** Tells whoever observes that this address was fetched. */
let tellFetched: (name: string) => void = () => undefined;
let isObserved = false;

class FakeObserver {
  constructor(callback: (list: { getEntries: () => { name: string }[] }) => void) {
    tellFetched = (name) => callback({ getEntries: () => [{ name }] });
  }

  observe(): void {
    isObserved = true;
  }

  disconnect(): void {
    isObserved = false;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('PerformanceObserver', FakeObserver);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the wait for rest', () => {
  it('is over once nothing was fetched for so long', async () => {
    const onRest = vi.fn();
    void waitForRest(3000).then(onRest);
    await vi.advanceTimersByTimeAsync(2900);
    expect([onRest.mock.calls.length, isObserved]).toEqual([0, true]);
    await vi.advanceTimersByTimeAsync(100);
    expect([onRest.mock.calls.length, isObserved]).toEqual([1, false]);
  });

  it('begins anew with whatever is fetched, but not with a picture of the page’s own', async () => {
    const onRest = vi.fn();
    void waitForRest(3000).then(onRest);
    await vi.advanceTimersByTimeAsync(2500);
    tellFetched('http://127.0.0.1/assets/chart.js');
    await vi.advanceTimersByTimeAsync(2500);
    tellFetched('blob:http://127.0.0.1/1f0c');
    expect(onRest).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(600);
    expect(onRest).toHaveBeenCalledOnce();
  });
});
