/** The model card as Markdown: every number and word from the JSON, nothing typed here but the headings. */
import { type MetricReport, type ModelCard, shortModelHash } from '../../src/model/model-card.ts';
import { formatFigure, formatPercent, formatTable, toPercent } from './markdown.ts';

/** The whole document. */
export function renderModelCard(card: ModelCard): string {
  return `${[
    `# ${card.name} ${card.version} (${shortModelHash(card)})`,
    '<!-- Written by "npm --prefix training run docs" from public/model/model-card.json; not edited by hand. -->',
    'Research use only, not a medical device.',
    '## Intended use',
    card.intendedUse,
    '## Limits',
    card.limits.map((limit) => `- ${limit}`).join('\n'),
    '## Measured performance',
    describeParts(card),
    formatPerformance(card.performance.outOfFold, card.performance.lockedTenth),
    '## How scores become findings',
    describeReading(card),
    formatCounts(card),
    '## Data',
    describeData(card),
    '## Identity',
    formatIdentity(card),
  ].join('\n\n')}\n`;
}

function describeParts({ performance }: ModelCard): string {
  const { outOfFold, lockedTenth } = performance;
  return [
    `- **Out of fold**: ${outOfFold.description}`,
    `- **Locked tenth**: ${lockedTenth.description}`,
    '- Values with their 95 % interval; Brier score and calibration error are for a prior of one half.',
  ].join('\n');
}

const ROWS: readonly (readonly [string, (report: MetricReport) => string | number])[] = [
  ['Images (patients)', (report) => `${report.images} (${report.patients})`],
  ['Normal / pneumonia', (report) => `${report.normal} / ${report.pneumonia}`],
  ['Threshold', (report) => report.threshold],
  ['Accuracy', (report) => formatPercent(report.accuracy)],
  ['Balanced accuracy', (report) => formatPercent(report.balancedAccuracy)],
  ['Sensitivity', (report) => formatPercent(report.sensitivity)],
  ['Specificity', (report) => formatPercent(report.specificity)],
  ['AUROC', (report) => formatFigure(report.auroc)],
  ['AUPRC', (report) => formatFigure(report.auprc)],
  ['Brier score', (report) => formatFigure(report.brier)],
  ['Expected calibration error, 15 bins of equal mass', (report) => formatFigure(report.ece)],
  ['Pneumonia found / missed', ({ confusion }) => `${confusion.truePositive} / ${confusion.falseNegative}`],
  [
    'Normal recognised / called pneumonia',
    ({ confusion }) => `${confusion.trueNegative} / ${confusion.falsePositive}`,
  ],
];

/** Two reports side by side. */
export function formatPerformance(outOfFold: MetricReport, lockedTenth: MetricReport): string {
  return formatTable(
    ['', 'Out of fold', 'Locked tenth'],
    ROWS.map(([label, cell]) => [label, cell(outOfFold), cell(lockedTenth)]),
  );
}

function describeReading({ calibration, zones, familiarity, exportDrift }: ModelCard): string {
  return [
    `- The probability of pneumonia is the logistic function of ${calibration.scale.toFixed(4)} times the raw logit plus ` +
      `${calibration.offset.toFixed(4)}, fitted on ${calibration.images} held-out images for a prior of one half each.`,
    `- From ${toPercent(zones.lower)} to ${toPercent(zones.upper)} % pneumonia the model declines to call the image: cut so that ` +
      `${toPercent(zones.coverage)} % of each class are not called the other one, on ${zones.images} held-out images. The coverage is ` +
      'claimed for images exchangeable with those alone.',
    `- A result is withheld where the image is unlike the training images: its profile (how the parts of the film lie) further than ${familiarity.withheldResidual.toFixed(2)} from theirs, ` +
      `within which ${toPercent(familiarity.quantile)} % of ${familiarity.images} held-out images lie. What lies beyond ` +
      `${familiarity.rejectedDistance.toFixed(1)} in its embedding, ${familiarity.rejectedDeviations} deviations from the median of theirs, is rejected as ` +
      'no frontal chest radiograph.',
    `- Export moved the raw logit by at most ${exportDrift.maxAbsoluteLogit.toFixed(4)} and ${exportDrift.labelFlips} labels on ` +
      `${exportDrift.images} images that the weights never saw.`,
  ].join('\n');
}

/** What each range of scores meant. */
export function formatCounts({ scoreCounts }: ModelCard): string {
  const table = formatTable(
    [
      'Probability of pneumonia',
      'Of 100, labelled pneumonia (95 % interval)',
      'Images counted (normal, pneumonia)',
    ],
    scoreCounts.bins.map(({ lower, upper, normal, pneumonia, share }) => [
      `${Number((100 * lower).toFixed(2))} to ${Number((100 * upper).toFixed(2))} %`,
      `${toPercent(share.value)} (${toPercent(share.lower)} to ${toPercent(share.upper)})`,
      `${normal + pneumonia} (${normal}, ${pneumonia})`,
    ]),
  );
  return (
    'Of 100 radiographs scored alike, how many were labelled pneumonia: counted on the locked tenth, for a prior of one half each. ' +
    `Ranges with fewer than ${scoreCounts.minimumBinImages} images were merged with a neighbour.\n\n${table}`
  );
}

function describeData({ data }: ModelCard): string {
  return [
    data.name,
    `${data.images} images of ${data.patients} patients; seed of the split ${data.splitSeed}.`,
    `${data.citation} Licence: ${data.licence}.`,
  ].join('\n\n');
}

function formatIdentity({ model, data, licence, citation }: ModelCard): string {
  return formatTable(
    ['', ''],
    [
      ['Parameters', model.parameters],
      ['Weights', `${model.weightFormat}, ${model.files.reduce((sum, file) => sum + file.bytes, 0)} bytes`],
      ['Input', `${model.inputSizePx} x ${model.inputSizePx} x 1`],
      ['Model SHA-256', model.sha256],
      ['Data SHA-256', data.sha256],
      ['Licence', licence],
      ['Citation', citation],
    ],
  );
}
