/**
 * A long day's work: many films in one page, and thousands in one drop. Nothing may be left behind: tensors, memory of the
 * graphics processor, heap. LUNGFIELD_SOAK="films,drop,backend" sets the size (`npm run soak` asks for the full one and
 * writes docs/soak.md); in CI it is small. Long tasks are told, and judged in the full run alone.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeFilmFile } from '../support/films.ts';
import { expect, test } from '../support/test.ts';

const [FILMS, DROPPED, ENGINES] = (process.env.LUNGFIELD_SOAK ?? '30,60,wasm').split(',');
const films = Number(FILMS);
const dropped = Number(DROPPED);
const REPORT = process.env.LUNGFIELD_SOAK_REPORT;

/** Studies keep their row, their map and their numbers; an input that is not let go is 100 kB. */
const MAX_HEAP_BYTES_PER_FILM = 32_000;
const MAX_LONG_TASK_MS = 200;

const lines: string[] = [];

interface Held {
  readonly tensors: number;
  readonly gpuBytes: number;
  readonly heapBytes: number;
}

/** What the page holds after its garbage was collected. tfjs keeps its engine in one global place. */
async function measureHeld(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const memory = await page.evaluate(() => {
    interface Memory {
      readonly numTensors: number;
      readonly numBytesInGPU?: number;
    }
    const { _tfengine } = window as unknown as {
      readonly _tfengine: { memory(): Memory; readonly backend: { readonly numBytesInGPU?: number } };
    };
    return { tensors: _tfengine.memory().numTensors, gpuBytes: _tfengine.backend.numBytesInGPU ?? 0 };
  });
  return { ...memory, heapBytes: usedSize };
}

/** Least squares: bytes per film. */
function slopeOf(points: readonly (readonly [films: number, bytes: number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}

const recipes = Array.from({ length: 10 }, (_, index) => ({
  kind: index % 2 === 0 ? ('normal' as const) : ('pneumonia' as const),
  seed: 500 + index,
  widthPx: 400,
  heightPx: 320,
}));

for (const backend of (ENGINES ?? 'wasm').split('+')) {
  test(`${films} films on ${backend} leave no tensor, no memory of the graphics processor and no heap behind`, async ({
    app,
    page,
  }) => {
    test.setTimeout(120_000 + films * 20_000);
    const batch = recipes.map((recipe) => makeFilmFile(recipe).file);
    await app.start(backend);
    await app.give(...batch);
    await app.waitDone(batch.length, 200_000);
    const before = await measureHeld(page);
    expect(before.tensors).toBeGreaterThan(10);
    const points: [number, number][] = [];
    for (let done = batch.length; done < films; done += batch.length) {
      await app.give(...batch);
      await app.waitDone(done + batch.length, 200_000);
      points.push([done + batch.length, (await measureHeld(page)).heapBytes]);
    }
    const after = await measureHeld(page);
    const slope = points.length > 1 ? slopeOf(points) : 0;
    lines.push(
      `| ${backend} | ${films} | ${after.tensors - before.tensors} | ${after.gpuBytes - before.gpuBytes} | ${Math.round(slope)} |`,
    );
    expect(after.tensors).toBe(before.tensors);
    expect(after.gpuBytes).toBe(before.gpuBytes);
    expect(slope).toBeLessThan(MAX_HEAP_BYTES_PER_FILM);
    const rows = await app.readCsv({ includeWithheld: true });
    const first = rows.slice(0, batch.length).map(({ logit }) => logit);
    expect(rows.map(({ logit }) => logit)).toEqual(rows.map((_, index) => first[index % first.length]));
  });
}

test(`${dropped} files in one drop are all read, the page answering meanwhile`, async ({
  app,
  page,
  backend,
}, info) => {
  test.setTimeout(180_000 + dropped * 3000);
  const folder = info.outputPath('films');
  await mkdir(folder, { recursive: true });
  const small = recipes.map(
    (recipe) => makeFilmFile({ ...recipe, widthPx: 220, heightPx: 200 }, { format: 'jpeg' }).file,
  );
  for (let index = 0; index < dropped; index += 1) {
    await writeFile(join(folder, `${index}.jpg`), small[index % small.length].buffer);
  }
  await app.start(backend);
  await page.evaluate(() => {
    const tasksMs: number[] = [];
    Object.assign(window, { tasksMs });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasksMs.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  await app.dropFromDisk(folder);
  await app.waitDone(dropped, 120_000 + dropped * 2500);
  const tasksMs = await page.evaluate(() => (window as unknown as { tasksMs: number[] }).tasksMs);
  const longest = Math.max(0, ...tasksMs);
  const over = tasksMs.filter((taskMs) => taskMs > MAX_LONG_TASK_MS).length;
  lines.push(
    '',
    `${dropped} files in one drop (${backend}): ${tasksMs.length} long tasks, the longest ${longest} ms, ${over} above ${MAX_LONG_TASK_MS} ms.`,
  );
  const rows = await app.readCsv();
  expect(rows).toHaveLength(dropped);
  expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
  if (REPORT !== undefined)
    expect(over, `tasks of ${tasksMs.filter((ms) => ms > MAX_LONG_TASK_MS).join()} ms`).toBe(0);
});

test.afterAll(async () => {
  if (REPORT === undefined) return;
  const head = [
    '# Soak',
    '',
    'Written by `npm run soak`: generated films in one page of a headless Chromium; differences are those between the first ten',
    'films and the last, after a collection of garbage; the heap is least squares over every ten films.',
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; load at the end ${loadavg()[0].toFixed(1)}; WebGL, where it stands, by a software rasteriser.`,
    '',
    '| engine | films | tensors | GPU bytes | heap, bytes per film |',
    '|---|---|---|---|---|',
  ];
  await writeFile(REPORT, `${[...head, ...lines].join('\n')}\n`);
});
