/**
 * The `test` of every spec: a site on a port of its own, the page object, and a watch that fails any test in which the
 * page logged an error, threw, or asked for anything of another host.
 */
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { AppPage } from './app-page.ts';
import { type StaticHost, startHost } from './static-host.ts';

/** Set by the project. */
export interface EngineOptions {
  /** The engine that the page is forced to. */
  readonly backend: 'webgpu' | 'webgl' | 'wasm' | 'cpu';
}

/** What went wrong in the page, beside what the test looks at. */
export class PageWatch {
  private readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Follows a page. */
  follow(page: Page): void {
    page.on('console', (message) => this.noteConsole(message));
    page.on('pageerror', (error) => this.faults.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol === 'blob:' || protocol === 'data:' || hostname === '127.0.0.1') return;
      this.faults.push(`foreign request: ${request.url()}`);
    });
  }

  private noteConsole(message: ConsoleMessage): void {
    if (message.type() === 'error') this.faults.push(`console: ${message.text()}`);
  }

  /** Some tests provoke an error of the browser itself, such as its note of a 404. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** All faults that were not allowed. */
  list(): string[] {
    return this.faults.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }
}

interface TestFixtures {
  readonly app: AppPage;
  readonly watch: PageWatch;
}

interface WorkerFixtures {
  readonly site: StaticHost;
}

/** Playwright's test with this project's fixtures. */
export const test = base.extend<TestFixtures & EngineOptions, WorkerFixtures>({
  backend: ['wasm', { option: true }],
  site: [
    async ({ browserName }, use) => {
      // The switches of the software rasteriser and the drop of a folder are Chromium's own.
      if (browserName !== 'chromium') throw new Error(`These tests drive Chromium, not ${browserName}.`);
      const host = await startHost();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  watch: [
    async ({ page }, use) => {
      const watch = new PageWatch();
      watch.follow(page);
      await use(watch);
      expect(watch.list(), 'errors and foreign requests of the page').toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page, site }, use) => {
    await use(new AppPage(page, site.url));
  },
});

export { expect };
