/**
 * The page as a script drives it, through what contract.md promises alone: roles, names and data attributes. Nothing here
 * knows of a class name or a component.
 */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { type CsvRow, parseCsv } from './csv.ts';
import type { GivenFile } from './films.ts';

/** What the browser was asked to compute with, counted in the page's main thread. */
export interface EngineEvidence {
  /** Calls of WebGL's drawing functions. */
  readonly webglDraws: number;
  /** WebAssembly modules instantiated asynchronously. */
  readonly wasmInstances: number;
  /** All values that `<html data-engine>` had, in order. */
  readonly engineWords: readonly string[];
  /** Whether the file input was there when the first content was painted; null before that. */
  readonly hadInputAtFirstPaint: boolean | null;
}

/** Which columns of the export the reader asks for. */
export interface ExportOptions {
  readonly includeNames?: boolean;
  readonly includeWithheld?: boolean;
}

/** The evidence as the page's own scripts see it. */
type EvidenceWindow = Window & { lungfieldEvidence: EngineEvidence };

/** Drives one page. */
export class AppPage {
  readonly page: Page;
  /** Address of the site, ending in a slash. */
  readonly siteUrl: string;

  constructor(page: Page, siteUrl: string) {
    this.page = page;
    this.siteUrl = siteUrl;
  }

  /** The first file input of the document. */
  get input(): Locator {
    return this.page.locator('input[type=file]').first();
  }

  /** The one progress element. */
  get status(): Locator {
    return this.page.locator('[role=status][data-state]');
  }

  /** One file's element. */
  study(index: number): Locator {
    return this.page.locator(`[data-study="${index}"]`).first();
  }

  /** Opens the page; with a backend it is forced. */
  async open(backend: string | null, path = ''): Promise<void> {
    await this.page.addInitScript(collectEvidence);
    const url = new URL(path, this.siteUrl);
    if (backend !== null) url.searchParams.set('backend', backend);
    await this.page.goto(url.href, { waitUntil: 'commit' });
  }

  /** Waits until the page has settled on an engine, or on none: `webgpu`, `webgl`, `wasm`, `cpu` or `locked`. */
  async waitEngine(): Promise<string> {
    const html = this.page.locator('html');
    await expect(html).toHaveAttribute('data-engine', /^(webgl|wasm|webgpu|cpu|locked)$/, {
      timeout: 90_000,
    });
    return (await html.getAttribute('data-engine')) ?? '';
  }

  /** Opens the page with this engine forced and waits until it is the one in use. */
  async start(backend: string): Promise<void> {
    await this.open(backend);
    expect(await this.waitEngine()).toBe(backend);
  }

  /** Waits until the page says that it holds everything. */
  async waitOfflineReady(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-offline', 'ready', { timeout: 60_000 });
  }

  /** Chooses files by the input. */
  async give(...files: readonly GivenFile[]): Promise<void> {
    await this.input.setInputFiles(files.map((file) => ({ ...file })));
  }

  /** Drops files on an element (default: the page's corner), with all three events of a drop. */
  async drop(files: readonly GivenFile[], selector = 'body'): Promise<void> {
    const transfer = await this.makeTransfer(files);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.locator(selector).first().dispatchEvent(type, { dataTransfer: transfer });
    }
  }

  /** Pastes files from the clipboard. */
  async paste(files: readonly GivenFile[]): Promise<void> {
    const transfer = await this.makeTransfer(files);
    await this.page.evaluate((clipboardData) => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }, transfer);
  }

  /** Drops files or folders of the disk, as a file manager does. */
  async dropFromDisk(...paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
    }
    await session.detach();
  }

  private makeTransfer(files: readonly GivenFile[]) {
    const sent = files.map(({ name, mimeType, buffer }) => ({
      name,
      mimeType,
      base64: buffer.toString('base64'),
    }));
    return this.page.evaluateHandle((list) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType }));
      }
      return transfer;
    }, sent);
  }

  /** Waits until this many files are given and all of them are done. */
  async waitDone(count: number, timeoutMs = 100_000): Promise<void> {
    await expect(this.status).toHaveText(new RegExp(`^${count} of ${count} done`), { timeout: timeoutMs });
    await expect(this.status).toHaveAttribute('data-state', 'done');
  }

  /** Exports the CSV as it is saved. */
  async saveCsv(options: ExportOptions = {}): Promise<string> {
    await this.page.getByLabel('Include file names').setChecked(options.includeNames ?? false);
    await this.page.getByLabel('Include withheld scores').setChecked(options.includeWithheld ?? false);
    const saved = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Export CSV' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('lungfield-results.csv');
    return readFile(await download.path(), 'utf8');
  }

  /** Exports and parses the CSV. */
  async readCsv(options: ExportOptions = {}): Promise<CsvRow[]> {
    return parseCsv(await this.saveCsv(options));
  }

  /** What was computed with so far. */
  readEvidence(): Promise<EngineEvidence> {
    return this.page.evaluate(() => (window as unknown as EvidenceWindow).lungfieldEvidence);
  }
}

/** Runs in the page before its own scripts: counts, and changes nothing. */
function collectEvidence(): void {
  const evidence = {
    webglDraws: 0,
    wasmInstances: 0,
    engineWords: [] as string[],
    hadInputAtFirstPaint: null as boolean | null,
  };
  Object.assign(window, { lungfieldEvidence: evidence });
  for (const name of ['drawArrays', 'drawElements'] as const) {
    const draw = WebGL2RenderingContext.prototype[name] as (...args: unknown[]) => void;
    Object.assign(WebGL2RenderingContext.prototype, {
      [name](this: WebGL2RenderingContext, ...args: unknown[]) {
        evidence.webglDraws += 1;
        return draw.apply(this, args);
      },
    });
  }
  for (const name of ['instantiate', 'instantiateStreaming'] as const) {
    const instantiate = WebAssembly[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(WebAssembly, {
      [name](...args: unknown[]) {
        evidence.wasmInstances += 1;
        return instantiate.apply(WebAssembly, args);
      },
    });
  }
  const noteWord = (): void => {
    const word = document.documentElement?.dataset.engine;
    if (word !== undefined && evidence.engineWords.at(-1) !== word) evidence.engineWords.push(word);
  };
  new MutationObserver(noteWord).observe(document, {
    attributes: true,
    attributeFilter: ['data-engine'],
    childList: true,
    subtree: true,
  });
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length === 0) return;
    evidence.hadInputAtFirstPaint = document.querySelector('input[type=file]') !== null;
  }).observe({ type: 'paint', buffered: true });
}
