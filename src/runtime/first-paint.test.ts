import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { waitForFirstPaint } from './first-paint.ts';

/** Stands in for the browser's observer, which Node's does not do for paints. */
let tell: (name: string) => void = () => undefined;
let isObserving = false;

class Observer {
  static readonly supportedEntryTypes = ['paint'];
  constructor(callback: (list: { getEntriesByName(name: string): object[] }) => void) {
    tell = (told) => callback({ getEntriesByName: (name) => (name === told ? [{}] : []) });
  }
  observe(options: unknown): void {
    // A paint that was before the script ran is told as well.
    expect(options).toEqual({ type: 'paint', buffered: true });
    isObserving = true;
  }
  disconnect(): void {
    isObserving = false;
  }
}

function makePage(visibilityState: string): EventTarget & { visibilityState: string } {
  return Object.assign(new EventTarget(), { visibilityState });
}

/** Whether a promise is settled, once what waits in the queue has run. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  const settled = vi.fn();
  void promise.finally(settled);
  await vi.advanceTimersByTimeAsync(0);
  return settled.mock.calls.length > 0;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('PerformanceObserver', Observer);
  vi.stubGlobal('document', makePage('visible'));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what waits for the first paint', () => {
  test('goes on when content is drawn, not when only the background is', async () => {
    const painted = waitForFirstPaint();
    tell('first-paint');
    expect(await isDone(painted)).toBe(false);
    tell('first-contentful-paint');
    expect(await isDone(painted)).toBe(true);
    expect(isObserving).toBe(false);
  });

  test('does not wait in a tab that is hidden, or becomes so', async () => {
    vi.stubGlobal('document', makePage('hidden'));
    expect(await isDone(waitForFirstPaint())).toBe(true);
    const page = makePage('visible');
    vi.stubGlobal('document', page);
    const painted = waitForFirstPaint();
    expect(await isDone(painted)).toBe(false);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(await isDone(painted)).toBe(true);
  });

  test('does not wait where the browser does not tell of paints, or has no observer at all', async () => {
    vi.stubGlobal('PerformanceObserver', { supportedEntryTypes: ['mark'] });
    expect(await isDone(waitForFirstPaint())).toBe(true);
    vi.stubGlobal('PerformanceObserver', undefined);
    expect(await isDone(waitForFirstPaint())).toBe(true);
  });

  test('does not wait for ever where no paint is told', async () => {
    const painted = waitForFirstPaint();
    await vi.advanceTimersByTimeAsync(1999);
    expect(await isDone(painted)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isDone(painted)).toBe(true);
  });
});
