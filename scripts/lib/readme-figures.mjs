/**
 * The README's figures, from the shipped model card: no number in the README is typed by hand.
 */

/** @typedef {import('../../src/model/model-card.ts').ModelCard} ModelCard */
/** @typedef {import('../../src/model/model-card.ts').MetricReport} MetricReport */
/** @typedef {import('../../src/model/model-card.ts').Estimate} Estimate */

const BEGIN =
  '<!-- figures:begin (written by scripts/readme-figures.mjs from public/model/model-card.json) -->';
const END = '<!-- figures:end -->';
const PENDING =
  'There is no model in `public/model` yet; train one (below), then run `npm run readme-figures`.';

/** @param {Estimate} estimate */
function percent({ value, lower, upper }) {
  return `${(100 * value).toFixed(2)} % (${(100 * lower).toFixed(2)} to ${(100 * upper).toFixed(2)})`;
}

/** @param {Estimate} estimate */
function plain({ value, lower, upper }) {
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
}

/** @type {ReadonlyArray<readonly [label: string, cell: (report: MetricReport) => string]>} */
const ROWS = [
  ['images (patients)', (report) => `${report.images} (${report.patients})`],
  ['normal / pneumonia', (report) => `${report.normal} / ${report.pneumonia}`],
  ['threshold', (report) => String(report.threshold)],
  ['accuracy', (report) => percent(report.accuracy)],
  ['balanced accuracy', (report) => percent(report.balancedAccuracy)],
  ['sensitivity', (report) => percent(report.sensitivity)],
  ['specificity', (report) => percent(report.specificity)],
  ['AUROC', (report) => plain(report.auroc)],
  ['AUPRC', (report) => plain(report.auprc)],
  ['Brier score', (report) => plain(report.brier)],
  ['expected calibration error', (report) => plain(report.ece)],
  ['pneumonia found / missed', ({ confusion }) => `${confusion.truePositive} / ${confusion.falseNegative}`],
  [
    'normal recognised / called pneumonia',
    ({ confusion }) => `${confusion.trueNegative} / ${confusion.falsePositive}`,
  ],
];

/**
 * The section between the marks.
 *
 * @param {ModelCard | null} card null when no model is there yet
 * @returns {string} Markdown
 */
export function renderFigures(card) {
  if (card === null) return PENDING;
  const { outOfFold, lockedTenth } = card.performance;
  const bytes = card.model.files.reduce((sum, file) => sum + file.bytes, 0);
  const drift = card.exportDrift;
  return [
    `Model \`${card.model.sha256.slice(0, 12)}\` (${card.name} ${card.version}): ${card.model.parameters} parameters, ` +
      `${(bytes / 1e6).toFixed(2)} MB as ${card.model.weightFormat}. Values with their 95 % interval.`,
    '',
    `- **Out of fold**: ${outOfFold.description}`,
    `- **Locked tenth**: ${lockedTenth.description}`,
    '',
    '| | out of fold | locked tenth |',
    '|---|---|---|',
    ...ROWS.map(([label, cell]) => `| ${label} | ${cell(outOfFold)} | ${cell(lockedTenth)} |`),
    '',
    `The indeterminate zone, in which the model declines to call an image, runs from ${percentOf(card.zones.lower)} to ` +
      `${percentOf(card.zones.upper)} pneumonia (coverage ${percentOf(card.zones.coverage)}, ${card.zones.images} ` +
      `held-out images). Folding and quantising moved the raw logit by at most ${drift.maxAbsoluteLogit.toFixed(4)} on ` +
      `${drift.images} images that the shipped weights never saw, and flipped ${drift.labelFlips} labels.`,
  ].join('\n');
}

/** @param {number} share */
function percentOf(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/**
 * Puts the section into the README's text.
 *
 * @param {string} readme
 * @param {string} section
 * @returns {string} the new text
 * @throws {Error} when the two marks are not there
 */
export function insertFigures(readme, section) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('README.md has lost the marks of its figures.');
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${section}\n\n${readme.slice(end)}`;
}
