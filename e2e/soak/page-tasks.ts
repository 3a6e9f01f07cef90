/**
 * How long the page's own thread was busy at a stretch: on the clock, by the browser's long tasks, and in processor time, by its trace.
 * On a machine that does other work as well the first says how long a reader waited, the second what the page is to blame for.
 */
import type { Browser, Page } from '@playwright/test';

/** A stretch of this length is a long task (W3C Long Tasks). */
export const LONG_TASK_MS = 50;

/** What was seen. */
export interface PageTasks {
  /** Every long task, on the clock. */
  readonly wallMs: readonly number[];
  /** Every task of `LONG_TASK_MS` processor time and more, in the parts that were traced. */
  readonly cpuMs: readonly number[];
  /** Part of the time that was traced, in [0, 1]. */
  readonly tracedShare: number;
}

/** The part of a trace's event that is read; durations in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** A trace is held in memory until it ends: so many seconds at a time. */
const SLICE_MS = 8000;
const CATEGORIES = ['disabled-by-default-devtools.timeline'];

/**
 * Watches a page while it works.
 *
 * @param browser that of the page
 * @param work resolves when it is done
 */
export async function watchTasks(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<PageTasks> {
  await page.evaluate(() => {
    const tasksMs: number[] = [];
    Object.assign(window, { tasksMs });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasksMs.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  const cpuMs: number[] = [];
  const over = new AbortController();
  let tracedMs = 0;
  const trace = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await browser.startTracing(page, { categories: CATEGORIES });
      const start = performance.now();
      const end = start + SLICE_MS;
      while (!over.signal.aborted && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 100));
      tracedMs += performance.now() - start;
      cpuMs.push(...readTasks(await browser.stopTracing()));
    }
  };
  const start = performance.now();
  const tracing = trace();
  try {
    await work();
  } finally {
    over.abort();
    await tracing;
  }
  const wallMs = await page.evaluate(() => (window as unknown as { tasksMs: number[] }).tasksMs);
  return { wallMs, cpuMs, tracedShare: Math.min(1, tracedMs / (performance.now() - start)) };
}

/** Processor time of each long task of a page's own thread, ms. */
function readTasks(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return traceEvents.flatMap(({ name, ph, pid, tid, tdur }) => {
    const ms = (tdur ?? 0) / 1000;
    const isTask = ph === 'X' && name === 'RunTask' && pages.has(`${pid}:${tid}`);
    return isTask && ms >= LONG_TASK_MS ? [Math.round(ms)] : [];
  });
}
