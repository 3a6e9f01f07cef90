/** The figures of `docs/model-report.md`, block by block: subgroups, failures, the model's identity. Pure. */
import { wilson } from '../../src/model/metrics/wilson.ts';
import { shortModelHash } from '../../src/model/model-card.ts';
import { formatAuditBlocks } from './audit-blocks.ts';
import { formatFigure, formatPercent, formatTable, NOT_MEASURED, noteOther, toPercent } from './markdown.ts';
import { formatCounts, formatPerformance } from './model-card-markdown.ts';
import type { ReportedImage, Reports } from './read-reports.ts';

/** Where a wrong call is also a sure one: the right class has less than a tenth. */
const SURE = 0.1;

/** Names of the data set's four groups of films. */
const SUBGROUPS: readonly (readonly [string, string])[] = [
  ['IM', 'normal, `IM-`'],
  ['NORMAL2-IM', 'normal, `NORMAL2-IM-`'],
  ['bacteria', 'pneumonia, bacterial'],
  ['virus', 'pneumonia, viral'],
];

/** Every block, by the name of its marks. */
export function renderBlocks(reports: Reports): Record<string, string> {
  const { card, onnx } = reports;
  const { outOfFold, lockedTenth } = card.performance;
  return {
    identity:
      `Model \`${shortModelHash(card)}\` (${card.name} ${card.version}), ${card.model.parameters} parameters, run \`${reports.runHash.slice(0, 12)}\`, ` +
      `data \`${card.data.sha256.slice(0, 12)}\` (${card.data.images} images of ${card.data.patients} patients).`,
    data: formatData(reports),
    performance: formatPerformance(outOfFold, lockedTenth),
    subgroups: formatSubgroups(reports),
    calibration: formatCalibration(reports),
    counts: formatCounts(card),
    failures: formatFailures(reports),
    onnx:
      onnx === null
        ? NOT_MEASURED
        : formatTable(
            ['Inputs', 'n', 'Largest difference of the logit', 'of the embedding'],
            onnx.sets.map(({ name, parity }) => [
              name,
              parity.images,
              parity.maxAbsoluteLogit.toExponential(1),
              parity.maxAbsoluteEmbedding.toExponential(1),
            ]),
          ) + noteOther(onnx.modelSha256, card.model.sha256),
    ...formatAuditBlocks(reports),
  };
}

function isRight(image: ReportedImage): boolean {
  return image.probability >= 0.5 === (image.label === 1);
}

function inGroup(images: readonly ReportedImage[], name: string): ReportedImage[] {
  return images.filter((image) => image.subgroup === name);
}

function formatData({ outOfFold, lockedTenth }: Reports): string {
  return formatTable(
    ['Films', 'Development', 'Locked tenth'],
    SUBGROUPS.map(([name, label]) => [
      label,
      inGroup(outOfFold, name).length,
      inGroup(lockedTenth, name).length,
    ]),
  );
}

function formatAccuracy(images: readonly ReportedImage[]): string {
  if (images.length === 0) return 'none';
  return `${formatPercent(wilson(images.filter(isRight).length, images.length))}, n = ${images.length}`;
}

function formatSubgroups({ outOfFold, lockedTenth }: Reports): string {
  return formatTable(
    ['Films', 'Accuracy out of fold', 'Accuracy on the locked tenth'],
    SUBGROUPS.map(([name, label]) => [
      label,
      formatAccuracy(inGroup(outOfFold, name)),
      formatAccuracy(inGroup(lockedTenth, name)),
    ]),
  );
}

function formatShare(images: readonly ReportedImage[], isCounted: (probability: number) => boolean): string {
  const counted = images.filter((image) => isCounted(image.probability)).length;
  return formatPercent(wilson(counted, images.length));
}

function formatCalibration({ card, lockedTenth }: Reports): string {
  const { lower, upper, coverage } = card.zones;
  const { ece, brier } = card.performance.lockedTenth;
  const [normal, pneumonia] = [0, 1].map((label) => lockedTenth.filter((image) => image.label === label));
  return formatTable(
    ['Locked tenth', 'Value (95 % interval)', 'Goal'],
    [
      ['Expected calibration error, 15 bins of equal mass', formatFigure(ece), 'at most 0.02'],
      ['Brier score', formatFigure(brier), ''],
      ['Indeterminate zone, probability of pneumonia', `${toPercent(lower)} to ${toPercent(upper)} %`, ''],
      ['Coverage that it was cut for, each class', `${toPercent(coverage)} %`, ''],
      ['Normal not called pneumonia', formatShare(normal, (value) => value <= upper), ''],
      ['Pneumonia not called normal', formatShare(pneumonia, (value) => value >= lower), ''],
      ['Indeterminate', formatShare(lockedTenth, (value) => value >= lower && value <= upper), 'at most 8 %'],
    ],
  );
}

/** Wrong calls by kind, and those of the locked tenth one by one. */
function formatFailures({ outOfFold, lockedTenth }: Reports): string {
  const rows = [...outOfFold, ...lockedTenth];
  const kinds = SUBGROUPS.map(([name, label]) => {
    const own = inGroup(rows, name);
    const wrong = own.filter((image) => !isRight(image));
    const shares = wrong.map(ofRightClass).toSorted((a, b) => a - b);
    return [
      `${label} called ${label.startsWith('normal') ? 'pneumonia' : 'normal'}`,
      `${wrong.length} of ${own.length}`,
      shares.filter((value) => value < SURE).length,
      shares.length === 0 ? 'none' : toPercent(shares[Math.floor((shares.length - 1) / 2)]),
      shares.length === 0 ? 'none' : `${toPercent(shares[0])} to ${toPercent(shares[shares.length - 1])}`,
    ];
  });
  const single = lockedTenth
    .filter((image) => !isRight(image))
    .toSorted((a, b) => ofRightClass(a) - ofRightClass(b))
    .map((image) => [`\`${image.path}\``, image.subgroup, toPercent(image.probability)]);
  return [
    formatTable(
      [
        'Kind, out of fold and locked tenth together',
        'Wrong calls',
        `Sure ones (right class below ${toPercent(SURE)} %)`,
        'Median share of the right class, %',
        'Range, %',
      ],
      kinds,
    ),
    'The wrong calls of the locked tenth, the surest first (names of the published files):',
    formatTable(['File', 'Group', 'Probability of pneumonia, %'], single),
  ].join('\n\n');
}

function ofRightClass(image: ReportedImage): number {
  return image.label === 1 ? image.probability : 1 - image.probability;
}
