/**
 * End-to-end tests against the built site, served by the code of `npm start`, in a real Chromium.
 * Every test on wasm, those tagged @webgl on WebGL (software rasteriser) too, what WebGPU needs in a Chromium that has it; and the main
 * job in other browsers. A test learns from the engine that the page reports, and from what the browser was asked to do, that the
 * forced engine really ran.
 */
import { defineConfig } from '@playwright/test';
import type { EngineOptions } from './e2e/support/test.ts';
import { findInstalledBrowser, SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from './scripts/lib/browser.mjs';

const executablePath = findInstalledBrowser(process.env);
/** Without a path Playwright takes its own download. */
const ownBrowser = executablePath ? { executablePath } : {};

/** Other browsers, which Playwright does not drive: these specs start their own. */
const FOREIGN = /browsers\/.*\.spec\.ts$/;
/** In a Chromium that has WebGPU. */
const WEBGPU = /webgpu\.spec\.ts$/;
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
    launchOptions: { ...ownBrowser, args: SOFTWARE_WEBGL },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'wasm', use: { backend: 'wasm' }, testIgnore: [FOREIGN, SOAK, WEBGPU] },
    { name: 'webgl', use: { backend: 'webgl' }, grep: /@webgl/, testIgnore: [FOREIGN, SOAK] },
    {
      name: 'webgpu',
      use: {
        backend: 'webgpu',
        launchOptions: { ...ownBrowser, args: [...SOFTWARE_WEBGL, ...SOFTWARE_WEBGPU] },
      },
      testMatch: WEBGPU,
    },
    { name: 'browsers', testMatch: FOREIGN },
    { name: 'soak', use: { backend: 'wasm' }, testMatch: SOAK },
  ],
});
