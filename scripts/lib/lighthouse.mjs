/** The work of `npm run lighthouse`; see ../lighthouse.mjs. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { compressSite } from './compress-site.mjs';
import { DIST, ROOT } from './paths.mjs';
import { runVisibly } from './run-command.mjs';
import { createSiteHandler, listen } from './server.mjs';
import { tell } from './start-command.mjs';
import { buildSite } from './start-site.mjs';

const VERSION = '12.8.2';
const PRESETS = /** @type {const} */ (['desktop', 'mobile']);
const FLAGS = '--headless=new --no-sandbox';
/** Of the metrics that the score of performance is made of. */
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
];
/** What the issue asks for. */
const GOAL = 95;

/** @typedef {{ id: string, title: string, score: number | null, displayValue?: string }} Audit */
/**
 * @typedef {object} LighthouseReport as Lighthouse writes it
 * @property {string} lighthouseVersion
 * @property {Record<string, { title: string, score: number | null, auditRefs: { id: string, weight: number }[] }>} categories
 * @property {Record<string, Audit>} audits
 * @property {{ message: string }} [runtimeError]
 */

/**
 * @param {(typeof PRESETS)[number]} preset
 * @param {string} url
 * @param {string} file for the report
 */
async function runPreset(preset, url, file) {
  const args = [
    '--yes',
    `lighthouse@${VERSION}`,
    url,
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    `--chrome-flags=${FLAGS}`,
  ];
  if (preset === 'desktop') args.push('--preset=desktop');
  const code = await runVisibly('npx', args, { CHROME_PATH: await ensureBrowser(tell) });
  if (code !== 0) throw new Error(`Lighthouse ended with code ${code}.`);
  const report = /** @type {LighthouseReport} */ (JSON.parse(await readFile(file, 'utf8')));
  if (report.runtimeError !== undefined) throw new Error(`Lighthouse: ${report.runtimeError.message}`);
  return summarise(preset, report);
}

/**
 * @param {string} preset
 * @param {LighthouseReport} report
 */
function summarise(preset, { categories, audits }) {
  return {
    preset,
    scores: Object.values(categories).map(({ title, score }) => ({
      title,
      score: Math.round(100 * (score ?? Number.NaN)),
    })),
    metrics: METRICS.map((id) => ({ title: audits[id].title, value: audits[id].displayValue ?? '' })),
    // What costs points; what has no weight is advice.
    missed: Object.values(categories).flatMap(({ title, auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9)
        .map(({ id }) => ({
          category: title,
          audit: audits[id].title,
          value: audits[id].displayValue ?? '',
        })),
    ),
  };
}

/** @param {{ machine: string, runs: ReturnType<typeof summarise>[] }} result */
function render({ machine, runs }) {
  const titles = runs[0].scores.map(({ title }) => title);
  const rows = runs.map(
    ({ preset, scores }) => `| ${preset} | ${scores.map(({ score }) => score).join(' | ')} |`,
  );
  const metrics = runs.map(
    ({ preset, metrics: values }) => `| ${preset} | ${values.map(({ value }) => value).join(' | ')} |`,
  );
  const missed = runs.flatMap(({ preset, missed: audits }) =>
    audits.map(
      ({ category, audit, value }) =>
        `- ${preset}, ${category}: ${audit}${value === '' ? '' : ` (${value})`}`,
    ),
  );
  return `# Lighthouse

Written by \`npm run lighthouse\`: ${machine}. The page as \`npm start\` serves it, empty, one run a preset; wanted are ${GOAL} or more. The
mobile preset slows the processor down four times and the network to 1.6 Mbit/s, on which engine and weights, about 2 MB, take 11 s: it
scores the page's paint, not the first answer.

| preset | ${titles.join(' | ')} |
| --- | ${titles.map(() => '---').join(' | ')} |
${rows.join('\n')}

| preset | ${runs[0].metrics.map(({ title }) => title).join(' | ')} |
| --- | ${METRICS.map(() => '---').join(' | ')} |
${metrics.join('\n')}

What costs points:

${missed.length === 0 ? '- nothing' : missed.join('\n')}
`;
}

/** @param {string} out */
async function run(out) {
  tell('Building …');
  await buildSite();
  await compressSite(DIST);
  const server = await listen(createSiteHandler(DIST), { port: 0, isExplicit: true });
  const folder = await mkdtemp(join(tmpdir(), 'lungfield-lighthouse-'));
  try {
    const load = loadavg()[0].toFixed(1);
    const machine = `Lighthouse ${VERSION}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), load average ${load} at the start`;
    const runs = [];
    for (const preset of PRESETS) {
      tell(`Lighthouse, ${preset} …`);
      runs.push(await runPreset(preset, server.url, join(folder, `${preset}.json`)));
    }
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'lighthouse.json'), `${JSON.stringify({ machine, runs }, null, 2)}\n`);
    await writeFile(join(out, 'lighthouse.md'), render({ machine, runs }));
    tell(`Written: ${out}`);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * Runs both presets and writes the report.
 *
 * @param {string[]} args of the command line
 * @throws {Error} with a message for the user
 */
export async function runLighthouse(args) {
  const { values } = parseArgs({ args, options: { out: { type: 'string' } } });
  await run(resolve(values.out ?? join(ROOT, 'docs', 'bench')));
}
