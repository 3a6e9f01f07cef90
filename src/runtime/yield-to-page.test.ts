import { afterEach, describe, expect, it, vi } from 'vitest';
import { yieldToPage } from './yield-to-page.ts';

/** As a key that was pressed, or a frame that is due: a task of its own, not a promise. */
function queueTask(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    port1.close();
    task();
  });
  port1.start();
  port2.postMessage(null);
}

const countPorts = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

afterEach(() => {
  vi.useRealTimers();
});

describe('long work that yields to the page', () => {
  it('goes on only after what waited has been answered', async () => {
    const order: string[] = [];
    queueTask(() => order.push('the page'));
    // Promises alone let nothing through.
    for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    expect(order).toEqual([]);
    await yieldToPage();
    order.push('the work');
    expect(order).toEqual(['the page', 'the work']);
  });

  it('is held up by no timer, which a hidden tab lets pass once a second', async () => {
    vi.useFakeTimers();
    await yieldToPage();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no port open, however often it yields', async () => {
    const before = countPorts();
    for (let turn = 0; turn < 50; turn += 1) await yieldToPage();
    await vi.waitFor(() => expect(countPorts()).toBe(before));
  });
});
