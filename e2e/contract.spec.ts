/**
 * What scripts, other people's tests and screen readers rely on: one group for each row of the README's contract table.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCKS } from '../src/study/codes.ts';
import type { AppPage } from './support/app-page.ts';
import { fileOf, makeFilmFile, rename } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const normal = makeFilmFile({ kind: 'normal', seed: 13 }).file;
const pneumonia = makeFilmFile({ kind: 'pneumonia', seed: 12 }, { format: 'jpeg' }).file;
const notAnImage = fileOf('notes.txt', 'Not a radiograph, just a line of text.\n', 'text/plain');

/** Statuses of a finished study. */
const FINISHED = /^(predicted|withheld|rejected|failed)$/;
/** The sentence, always with two decimals or an open end. */
const SENTENCE =
  /This image is (\d{1,2}\.\d\d|> 99\.99|< 0\.01) % pneumonia and (\d{1,2}\.\d\d|> 99\.99|< 0\.01) % normal\./;

test.describe('engine', () => {
  test('is "loading" first, then the one that was forced, and really computes', { tag: '@webgl' }, async ({
    app,
    backend,
  }) => {
    await app.start(backend);
    expect((await app.readEvidence()).engineWords).toEqual(['loading', backend]);
    const before = await app.readEvidence();
    await app.give(normal);
    await app.waitDone(1);
    const after = await app.readEvidence();
    expect(after.webglDraws > before.webglDraws).toBe(backend === 'webgl');
    expect(after.wasmInstances > 0).toBe(backend === 'wasm');
    const [row] = await app.readCsv();
    expect(row.backend).toBe(backend);
  });

  test('settles on one by itself when none is forced', async ({ app }) => {
    await app.open(null);
    expect(await app.waitEngine()).toMatch(/^(webgl|wasm|webgpu|cpu)$/);
  });

  test('is locked, in words, when the forced one does not exist', async ({ app }) => {
    await app.open('abacus');
    expect(await app.waitEngine()).toBe('locked');
    await expect(app.page.getByText(LOCKS['backend-unknown'].problem).first()).toBeVisible();
  });

  test('is locked when the forced one cannot run: never another in silence', async ({ app, watch }) => {
    watch.allow(/webgl/i);
    await app.page.addInitScript(() => {
      for (const canvas of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
        const getContext = canvas.getContext as (kind: string, ...rest: unknown[]) => unknown;
        Object.assign(canvas, {
          getContext(this: unknown, kind: string, ...rest: unknown[]) {
            return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
          },
        });
      }
    });
    await app.open('webgl');
    expect(await app.waitEngine()).toBe('locked');
    await expect(app.page.getByText(LOCKS['backend-unavailable'].problem).first()).toBeVisible();
    await app.give(normal);
    await app.waitDone(1);
    await expect(app.study(0)).toHaveAttribute('data-status', 'failed');
    await expect(app.page.getByText(SENTENCE)).toHaveCount(0);
  });
});

test.describe('offline and requests', () => {
  test('plain GETs of the build alone until "ready", none after, whatever is read or exported', async ({
    app,
    backend,
    site,
  }) => {
    const first = site.requests.length;
    await app.open(backend);
    await expect(app.page.locator('html')).not.toHaveAttribute('data-offline', /./);
    await app.waitEngine();
    await app.waitOfflineReady();
    const seen = site.requests.slice(first);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    const withQuery = seen.filter(({ target }) => target.includes('?'));
    expect(withQuery.map(({ target }) => target)).toEqual([`/?backend=${backend}`]);

    const ready = site.requests.length;
    const deep = makeFilmFile(
      { kind: 'normal', seed: 3, bitDepth: 16 },
      { format: 'png', bitDepth: 16 },
    ).file;
    await app.give(normal, pneumonia, deep, notAnImage);
    await app.waitDone(4);
    await expect(app.page.getByText(SENTENCE).first()).toBeVisible();
    await app.saveCsv({ includeNames: true });
    await provokeLookForUpdate(app);
    expect(site.requests.slice(ready)).toEqual([]);
  });

  test('none after "ready" on a later visit either, when the browser itself looks for a newer version', async ({
    app,
    backend,
    site,
  }) => {
    await app.start(backend);
    await app.waitOfflineReady();
    await app.page.reload();
    await app.waitEngine();
    await app.waitOfflineReady();
    const ready = site.requests.length;
    await provokeLookForUpdate(app);
    expect(site.requests.slice(ready)).toEqual([]);
  });

  test('says "unavailable" where the browser has no service workers', async ({ browser, site }) => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    await expect(page.locator('html')).toHaveAttribute('data-offline', 'unavailable');
    await context.close();
  });
});

/**
 * Chromium looks for a newer service worker a second after the garbage of a worker has been collected, if that frees the
 * loader of its script: as it does in the middle of reading large films. Collects it, and waits for the look.
 */
async function provokeLookForUpdate(app: AppPage): Promise<void> {
  expect(app.page.workers().length).toBeGreaterThan(0);
  for (const worker of app.page.workers()) {
    await worker.evaluate(async () => {
      let madeBytes = 0;
      while (madeBytes < 512 * 1024 * 1024) {
        madeBytes += new ArrayBuffer(64 * 1024 * 1024).byteLength;
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
  }
  await app.page.waitForTimeout(3000);
}

test.describe('files in', () => {
  test('by the first input, there from the first paint behind "Choose files"; a folder input comes later', async ({
    app,
    backend,
  }) => {
    await app.open(backend);
    await expect.poll(async () => (await app.readEvidence()).hadInputAtFirstPaint).toBe(true);
    await expect(app.page.getByRole('button', { name: 'Choose files' }).first()).toBeVisible();
    const inputs = app.page.locator('input[type=file]');
    await expect(inputs.first()).toHaveJSProperty('multiple', true);
    await expect(inputs.first()).toHaveJSProperty('webkitdirectory', false);
    await expect(inputs.nth(1)).toHaveJSProperty('webkitdirectory', true);
    const chooser = app.page.waitForEvent('filechooser');
    await app.page.getByRole('button', { name: 'Choose files' }).first().click();
    expect((await chooser).isMultiple()).toBe(true);
  });

  test('given before the engine is ready, they wait and are read', async ({ app, backend }) => {
    await app.open(backend);
    await app.give(normal);
    await app.waitDone(1);
    await expect(app.study(0)).toHaveAttribute('data-status', /^(predicted|withheld)$/);
  });

  test('by a drop anywhere on the window, by paste, and appended while others run', async ({
    app,
    backend,
  }) => {
    await app.start(backend);
    await app.drop([normal, notAnImage], 'html');
    await app.paste([pneumonia, rename(pneumonia, 'pasted too.jpg')]);
    await app.drop([rename(normal, 'later.png')], '[role=status]');
    await app.waitDone(5);
    const rows = await app.readCsv({ includeNames: true });
    expect(rows.map(({ file }) => file)).toEqual([
      normal.name,
      'notes.txt',
      pneumonia.name,
      'pasted too.jpg',
      'later.png',
    ]);
    expect(rows.map(({ index }) => index)).toEqual(['0', '1', '2', '3', '4']);
  });

  test('by a folder, whole: rubbish in it is skipped and counted', async ({ app, backend }, info) => {
    const folder = await makeFolder(info.outputPath('films'));
    await app.start(backend);
    await app.dropFromDisk(folder);
    await app.waitDone(3);
    await expect(app.page.getByText(/\b3\b.*skipped|skipped.*\b3\b/i).first()).toBeVisible();
    const rows = await app.readCsv({ includeNames: true });
    expect(new Set(rows.map(({ file }) => file.split('/').at(-1)))).toEqual(
      new Set(['a.png', 'b.jpg', 'notes.txt']),
    );
  });

  test('by the folder input', async ({ app, backend }, info) => {
    const folder = await makeFolder(info.outputPath('films'));
    await app.start(backend);
    await app.page.locator('input[type=file]').nth(1).setInputFiles(folder);
    await app.waitDone(3);
  });
});

/** Three files on two levels, and three pieces of rubbish. */
async function makeFolder(path: string): Promise<string> {
  await mkdir(join(path, 'deeper'), { recursive: true });
  await writeFile(join(path, 'a.png'), normal.buffer);
  await writeFile(join(path, 'deeper', 'b.jpg'), pneumonia.buffer);
  await writeFile(join(path, 'deeper', 'notes.txt'), notAnImage.buffer);
  await writeFile(join(path, '.DS_Store'), Buffer.from([0, 0, 0, 1, 0x42, 0x75, 0x64, 0x31]));
  await writeFile(join(path, 'Thumbs.db'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  await writeFile(join(path, 'deeper', '._b.jpg'), Buffer.from([0, 5, 0x16, 7]));
  return path;
}

test.describe('rows and progress', () => {
  test('every file given gets a row, copies and system files too', async ({ app, backend }) => {
    await app.start(backend);
    const systemFile = fileOf('.DS_Store', new Uint8Array([0, 0, 0, 1, 0x42, 0x75, 0x64, 0x31]));
    await app.give(normal, normal, systemFile, notAnImage);
    await app.waitDone(4);
    for (const index of [0, 1, 2, 3]) {
      await expect(app.study(index)).toHaveAttribute('data-status', FINISHED);
    }
    const rows = await app.readCsv();
    expect(rows).toHaveLength(4);
    expect(rows[0].logit).toBe(rows[1].logit);
    expect(rows.map(({ reason }) => reason).slice(2)).toEqual(['system-file', 'unknown-format']);
  });

  test('one status element tells "N of M done": idle, running, done', async ({ app, backend }) => {
    await app.start(backend);
    await expect(app.page.locator('[role=status][data-state]')).toHaveCount(1);
    await expect(app.page.getByRole('status')).toHaveCount(1);
    await expect(app.status).toHaveAttribute('data-state', 'idle');
    await expect(app.status).toHaveText(/^0 of 0 done/);
    await recordStates(app);
    await app.give(normal, pneumonia);
    await app.waitDone(2);
    await app.give(normal);
    await app.waitDone(3);
    const states = await app.page.evaluate(() => (window as unknown as { states: string[] }).states);
    expect(states).toEqual(['running', 'done', 'running', 'done']);
  });
});

/** Collects every value of the status element's data-state from now on. */
async function recordStates(app: AppPage): Promise<void> {
  await app.status.evaluate((element) => {
    const states: string[] = [];
    Object.assign(window, { states });
    new MutationObserver(() => {
      const state = element.getAttribute('data-state') ?? '';
      if (states.at(-1) !== state) states.push(state);
    }).observe(element, { attributes: true, attributeFilter: ['data-state'] });
  });
}

test.describe('first sight and the sentence', () => {
  test('no dialog; the first readable film is selected by itself and its sentence stands there', {
    tag: '@webgl',
  }, async ({ app, backend }) => {
    await app.start(backend);
    await expect(app.page.getByRole('dialog')).toHaveCount(0);
    await app.give(notAnImage, normal);
    await app.waitDone(2);
    await revealIfWithheld(app, 1);
    await expect(app.page.getByText(SENTENCE).first()).toBeVisible();
    const text = (await app.page.getByText(SENTENCE).first().textContent())?.match(SENTENCE);
    const [row] = (await app.readCsv({ includeWithheld: true })).slice(1);
    expect(text?.[1]).toBe(formatShare(Number(row.probability_pneumonia)));
    expect(text?.[2]).toBe(formatShare(Number(row.probability_normal)));
  });
});

/** The contract's wording of a share: two decimals, open at both ends. */
function formatShare(share: number): string {
  const text = (100 * share).toFixed(2);
  if (text === '100.00') return '> 99.99';
  return text === '0.00' ? '< 0.01' : text;
}

/** A film that the model finds unlike its training data keeps its numbers until the reader asks. */
async function revealIfWithheld(app: AppPage, index: number): Promise<void> {
  if ((await app.study(index).getAttribute('data-status')) !== 'withheld') return;
  await app.study(index).click();
  await app.page.getByRole('button', { name: /show/i }).first().click();
}

test.describe('results out', () => {
  test('there is one "Export CSV" once there are results, both of its boxes off', async ({
    app,
    backend,
  }) => {
    await app.start(backend);
    await expect(app.page.getByRole('button', { name: 'Export CSV' })).toHaveCount(0);
    await app.give(normal);
    await app.waitDone(1);
    await expect(app.page.getByRole('button', { name: 'Export CSV' })).toHaveCount(1);
    await expect(app.page.getByLabel('Include file names')).not.toBeChecked();
    await expect(app.page.getByLabel('Include withheld scores')).not.toBeChecked();
  });

  test('the CSV holds the contract’s columns, one row a file, numbers in full and names only on request', async ({
    app,
    backend,
  }) => {
    await app.start(backend);
    const names = ['=1+1.png', '@a,"b.png', 'Röntgen_肺.png', '-2.png'];
    await app.give(...names.map((name) => rename(normal, name)), notAnImage);
    await app.waitDone(5);

    const anonymous = await app.readCsv({ includeWithheld: true });
    expect(anonymous.map(({ file }) => file)).toEqual(['', '', '', '', '']);
    for (const row of anonymous.slice(0, 4)) {
      const logit = Number(row.logit);
      expect(row.status).toMatch(/^(predicted|withheld)$/);
      expect(row.finding).toMatch(/^(normal|indeterminate|pneumonia)$/);
      expect(Number(row.probability_pneumonia)).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
      expect(Number(row.probability_pneumonia) + Number(row.probability_normal)).toBeCloseTo(1, 12);
      for (const cell of [row.logit, row.probability_pneumonia, row.familiarity]) {
        expect(cell).toMatch(/^-?\d+(\.\d+)?(e-?\d+)?$/);
      }
      expect(row.threshold).toBe('0.5');
      expect(row.model).toMatch(/^[0-9a-f]{12}$/);
      expect(row.backend).toBe(backend);
      expect(Number(row.duration_ms)).toBeGreaterThan(0);
    }
    const rejected = anonymous[4];
    expect(rejected).toMatchObject({ status: 'rejected', reason: 'unknown-format', finding: '', logit: '' });
    expect(rejected.probability_pneumonia).toBe('');

    const text = await app.saveCsv({ includeNames: true });
    expect(text).toContain("'=1+1.png");
    expect(text).toContain(`"'@a,""b.png"`);
    expect(text).toContain("'-2.png");
    const named = await app.readCsv({ includeNames: true });
    expect(named[2].file).toBe('Röntgen_肺.png');
  });

  test('withheld scores stay out of the CSV unless they are asked for', async ({ app, backend }) => {
    await app.start(backend);
    const unlike = await readFile(distPath('samples', 'synthetic-unlike.png'));
    await app.give(fileOf('unlike.png', unlike, 'image/png'));
    await app.waitDone(1);
    const [closed] = await app.readCsv();
    expect(closed.status).toBe('withheld');
    expect([closed.finding, closed.probability_pneumonia, closed.logit]).toEqual(['', '', '']);
    const [open] = await app.readCsv({ includeWithheld: true });
    expect(open.status).toBe('withheld');
    expect(open.logit).not.toBe('');
  });

  test('moving the threshold changes threshold and finding everywhere at once', async ({ app, backend }) => {
    await app.start(backend);
    await app.give(normal, pneumonia);
    await app.waitDone(2);
    const slider = app.page.getByRole('slider', { name: /threshold/i });
    await slider.focus();
    await slider.press('End');
    const high = await app.readCsv({ includeWithheld: true });
    await slider.press('Home');
    const low = await app.readCsv({ includeWithheld: true });
    for (const index of [0, 1]) {
      expect(Number(high[index].threshold)).toBeGreaterThan(0.9);
      expect(Number(low[index].threshold)).toBeLessThan(0.1);
      expect(high[index].logit).toBe(low[index].logit);
      const p = Number(high[index].probability_pneumonia);
      if (p > 0.1 && p < 0.9) {
        expect(high[index].finding).not.toBe('pneumonia');
        expect(low[index].finding).not.toBe('normal');
      }
    }
  });
});
