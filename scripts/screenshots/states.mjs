/**
 * The page's states for `npm run screenshots`, each reached as a reader reaches it. Nothing but the site's own samples is opened,
 * some under other names: no patient's film is ever on a picture.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {import('playwright').Page} Page */

/**
 * @typedef {object} State
 * @property {string} name of its files
 * @property {readonly string[]} given names of the samples to be read, "KIND" or "KIND as NAME"
 * @property {string} [labels] a table of labels that is given along
 * @property {string} [query] of the address
 * @property {string} [language] of the browser
 * @property {boolean} [isUnfinished] whether the picture is taken while the samples are read
 * @property {(page: Page) => Promise<void>} [reach] what the reader does then
 * @property {readonly string[]} [kept] its pictures in docs/screenshots, as "SIZE-THEME"
 */

/** @param {Page} page @param {number} index */
async function choose(page, index) {
  await page.locator(`[data-study="${index}"] button`).first().click();
}

/** @param {Page} page @param {string} name */
async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).last().click();
}

/** @param {Page} page @param {string} chart */
async function waitForChart(page, chart) {
  await page.waitForSelector(`dialog[open] [data-chart="${chart}"] svg`);
}

/** Scrolls a narrow page to what the state is about. @param {Page} page @param {string} selector */
async function show(page, selector) {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'end' }));
}

const ALL = ['pneumonia', 'normal', 'unlike', 'hand'];
const LONG = `Übersicht_Thorax_ap_im_Liegen_${'Wiederholung_'.repeat(9)}0001.png`;

/** Name, label and sample of each film of a set: one has the other label, so that there is an error to be looked at. */
const LABELLED = [
  ...['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'normal', 'normal']),
  ['f', 'normal', 'pneumonia'],
  ...['g', 'h', 'i', 'j', 'k'].map((name) => [name, 'pneumonia', 'pneumonia']),
  ['l', 'pneumonia', 'unlike'],
];

/** @type {readonly State[]} */
export const STATES = [
  { name: 'empty', given: [], kept: ['wide-dark', 'narrow-dark'] },
  {
    name: 'samples',
    given: [],
    reach: (page) => page.getByRole('button', { name: 'Try a synthetic sample' }).first().click(),
  },
  { name: 'running', given: [...ALL, ...ALL], isUnfinished: true },
  { name: 'results', given: ALL, kept: ['wide-dark', 'wide-light', 'narrow-dark', 'narrow-light'] },
  {
    name: 'heatmap',
    given: ALL,
    kept: ['wide-dark', 'narrow-dark'],
    reach: async (page) => {
      await press(page, 'Show heatmap');
      await page.waitForSelector('[data-heatmap]');
      await show(page, '[id^="heatmap-panel"]');
    },
  },
  { name: 'withheld', given: ALL, kept: ['wide-dark'], reach: (page) => choose(page, 2) },
  {
    name: 'revealed',
    given: ALL,
    reach: async (page) => {
      await choose(page, 2);
      await press(page, 'Show the score anyway');
    },
  },
  { name: 'rejected', given: ALL, reach: (page) => choose(page, 3) },
  {
    name: 'failed',
    given: [...ALL, ...ALL, ...ALL],
    isUnfinished: true,
    reach: async (page) => {
      await press(page, 'Cancel');
      await page.waitForSelector('[role=status][data-state=done]');
      // The last one, which the list holds once it is in view.
      await page.locator('[data-study="0"] button').first().press('End');
      await choose(page, 11);
    },
  },
  { name: 'locked', given: ['pneumonia'], query: '?backend=abacus' },
  { name: 'long-names', given: [`pneumonia as ${LONG}`, `unlike as ${LONG}`, `hand as ${LONG}`] },
  {
    name: 'own-read',
    given: ALL,
    reach: (page) => press(page, 'Own read first'),
  },
  {
    name: 'compare',
    given: ALL,
    kept: ['wide-dark'],
    reach: async (page) => {
      await press(page, 'Compare');
      await choose(page, 1);
      await page.locator('[data-surface] canvas').nth(1).waitFor();
    },
  },
  {
    name: 'operating-point',
    given: ALL,
    kept: ['wide-dark'],
    reach: async (page) => {
      await press(page, 'Operating point');
      await waitForChart(page, 'reliability');
    },
  },
  {
    name: 'own-set',
    given: LABELLED.map(([name, , kind]) => `${kind} as ${name}.png`),
    labels: ['file,label', ...LABELLED.map(([name, label]) => `${name}.png,${label}`)].join('\n'),
    kept: ['wide-dark'],
    reach: async (page) => {
      await press(page, 'Your own set');
      await waitForChart(page, 'roc');
      await page.getByRole('button', { name: 'Save as JSON' }).waitFor();
    },
  },
  {
    name: 'own-set-empty',
    given: [],
    reach: (page) => press(page, 'Your own set'),
  },
  {
    name: 'model-card',
    given: [],
    kept: ['wide-dark'],
    reach: async (page) => {
      await press(page, 'About this model');
      await waitForChart(page, 'reliability');
      await show(page, 'dialog[open] [data-chart="reliability"]');
    },
  },
  {
    name: 'exports',
    given: ALL,
    kept: ['wide-dark'],
    reach: (page) => press(page, 'More exports'),
  },
  { name: 'keys', given: ALL, reach: (page) => press(page, 'All keys') },
  { name: 'arabic', given: ALL, language: 'ar', kept: ['wide-light'] },
];

/**
 * The files that a state is given.
 *
 * @param {State} state
 * @param {string} samples folder of the built site
 */
export async function readGiven({ given, labels }, samples) {
  const films = given.map(async (text) => {
    const [kind, name = `synthetic-${kind}.png`] = text.split(' as ');
    const buffer = await readFile(join(samples, `synthetic-${kind}.png`));
    return { name, mimeType: 'image/png', buffer };
  });
  const table = { name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from(labels ?? '') };
  return [...(await Promise.all(films)), ...(labels === undefined ? [] : [table])];
}
