/**
 * End-to-end tests against the built site, served by the code of `npm start`, in a real Chromium.
 * Every test on wasm, those tagged @webgl on WebGL (software rasteriser) too; and the main job in other browsers. A test learns from
 * the engine that the page reports, and from what the browser was asked to do, that the forced engine really ran.
 */
import { defineConfig } from '@playwright/test';
import type { EngineOptions } from './e2e/support/test.ts';
import { findInstalledBrowser } from './scripts/lib/browser.mjs';

const executablePath = findInstalledBrowser(process.env);

/** Other browsers, which Playwright does not drive: these specs start their own. */
const FOREIGN = /browsers\/.*\.spec\.ts$/;
/** Small unless LUNGFIELD_SOAK says otherwise. */
const SOAK = /soak\/.*\.spec\.ts$/;

export default defineConfig<EngineOptions>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Two cores are shared by page, worker, rasteriser and generator: more workers only make each slower.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    // Without a path Playwright takes its own download.
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'wasm', use: { backend: 'wasm' }, testIgnore: [FOREIGN, SOAK] },
    { name: 'webgl', use: { backend: 'webgl' }, grep: /@webgl/, testIgnore: [FOREIGN, SOAK] },
    { name: 'browsers', testMatch: FOREIGN },
    { name: 'soak', use: { backend: 'wasm' }, testMatch: SOAK },
  ],
});
