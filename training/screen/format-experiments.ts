/** Purpose: the report of a screening as Markdown; every number in it comes from the log. */
import type { Estimate } from '../../src/model/model-card.ts';
import type { FinishedFit } from './fit-record.ts';
import { PART_NAMES } from './parts.ts';
import type { Experiments, ScreeningSummary, VariantSummary } from './report.ts';

/** The report as a page for people. */
export function formatExperiments(experiments: Experiments): string {
  return [
    '# Experiments',
    '',
    'Recipes screened by what predicts transfer: each fit is scored on a whole group of images of which it saw none. Made by',
    '`npm run screen` from its log; what the columns mean is in `../screen/README.md`. **These figures choose among recipes;',
    'they say how much worse a model does on another mix, not how well a released one does.** The locked tenth is in none.',
    '',
    ...formatParts(experiments),
    ...experiments.screenings.flatMap(formatScreening),
    ...formatLeftOut(experiments),
  ].join('\n');
}

function formatParts({ parts }: Experiments): string[] {
  return [
    '## Parts',
    '',
    '| part | trained on | threshold from | scored: normal | scored: pneumonia | patients |',
    '| --- | --- | --- | --- | --- | --- |',
    ...parts.map(
      ({ part, training, holdout, normal, pneumonia, patients }) =>
        `| ${part} | ${training} | ${holdout} | ${normal} | ${pneumonia} | ${patients} |`,
    ),
    '',
  ];
}

function formatScreening(screening: ScreeningSummary): string[] {
  const { sizePx, passes, variants } = screening;
  const done = new Set(variants.flatMap(({ byPart }) => Object.keys(byPart)));
  const parts = PART_NAMES.filter((part) => done.has(part));
  return [
    `## At ${sizePx} px, the steps of ${passes} passes`,
    '',
    'Best difference first. The columns of parts hold balanced accuracies at the carried threshold, mean over seeds. Difference:',
    "of their mean over the shift groups to the first variant's, over the groups and seeds that both have, with an interval of",
    '95 % by patient; seeds vary beyond it. Differences of AUROC and Brier score are over the same fits. Seconds are those of the',
    'machine as it was shared at the time: they say how dear a row was, not how dear its recipe is.',
    '',
    `| variant | ${parts.join(' | ')} | transfer | difference, points | of groups, fits | AUROC, difference | Brier, difference | seconds |`,
    `| ${Array.from({ length: parts.length + 7 }, () => '---').join(' | ')} |`,
    ...variants.map((variant) => formatVariant(variant, parts)),
    '',
    ...formatSeedSpread(screening),
    'By part: balanced accuracy (sensitivity / specificity), AUROC, with intervals of 95 % by patient for balanced accuracy and',
    'AUROC. Where there are several seeds, one line each.',
    '',
    '`hidden` is the AUROC with the thorax hidden (0.5 is best), `turned` the largest share of calls that one of the changes turns',
    'that should turn none (corners or border erased, height 15 % more or less, cropped to 90 %); fits of before these were',
    'measured have neither.',
    '',
    '| part | variant | seed | balanced accuracy | sensitivity / specificity | AUROC | Brier | hidden | turned |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...formatFits(variants),
    '',
    ...variants.flatMap(({ variant, failures }) =>
      failures.map(({ part, seed, reason }) => `- failed: ${variant} on ${part}, seed ${seed}: ${reason}`),
    ),
    '',
    ...variants.map(({ variant, why, change }) => `- **${variant}**: ${why}. \`${JSON.stringify(change)}\``),
    '',
  ];
}

/** The measure of what is noise, beside the table that it judges. */
function formatSeedSpread({ seedSpread }: ScreeningSummary): string[] {
  if (seedSpread.length === 0)
    return ['The first variant has one seed: what a seed alone changes is not known here.', ''];
  return [
    'What the seed alone changes, the first variant: differences of this order are noise.',
    '',
    ...seedSpread.map(
      ({ part, seeds, balancedAccuracy, auroc }) =>
        `- ${part}, ${seeds} seeds: balanced accuracy ${formatRange(balancedAccuracy)}, AUROC ${formatRange(auroc)}`,
    ),
    '',
  ];
}

function formatVariant(summary: VariantSummary, parts: readonly string[]): string {
  const { variant, byPart, transfer, difference, seconds } = summary;
  const cells = [
    variant,
    ...parts.map((part) => (part in byPart ? byPart[part].toFixed(4) : '')),
    transfer === null ? '' : transfer.toFixed(4),
    ...(difference === null
      ? ['', '', '', '']
      : [
          formatPoints(difference),
          `${difference.groups}, ${difference.fits}`,
          sign(difference.auroc, 4),
          sign(difference.brier, 4),
        ]),
    seconds.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function formatFits(variants: readonly VariantSummary[]): string[] {
  const rows = variants.flatMap(({ fits }) => fits);
  const parts = [...new Set(rows.map((fit) => fit.part))].sort();
  return parts.flatMap((part) =>
    rows
      .filter((fit) => fit.part === part)
      .map(
        (fit) =>
          `| ${part} | ${fit.variant} | ${fit.seed} | ${formatShort(fit.balancedAccuracy)} | ` +
          `${fit.sensitivity.value.toFixed(4)} / ${fit.specificity.value.toFixed(4)} | ${formatShort(fit.auroc)} | ` +
          `${fit.brier.value.toFixed(4)} | ${formatShortcuts(fit.shortcuts)} |`,
      ),
  );
}

/** Two cells. */
function formatShortcuts(shortcuts: FinishedFit['shortcuts']): string {
  if (shortcuts === undefined) return ' | ';
  const [[change, share]] = Object.entries(shortcuts.flips).sort(([, a], [, b]) => b - a);
  return `${shortcuts.hiddenThoraxAuroc.toFixed(3)} | ${(100 * share).toFixed(1)} %, ${change}`;
}

function formatLeftOut({ notYetRun, notTried }: Experiments): string[] {
  return [
    '## Not run',
    '',
    ...(notYetRun.length === 0 ? [] : [`In the table, not run: ${notYetRun.join(', ')}.`, '']),
    ...notTried.map(({ name, reason }) => `- ${name}: ${reason}.`),
    '',
  ];
}

function formatShort({ value, lower, upper }: Estimate): string {
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
}

function formatRange([least, most]: readonly [number, number]): string {
  return `${least.toFixed(4)} to ${most.toFixed(4)}`;
}

/** In hundredths. */
function formatPoints({ value, lower, upper }: Estimate): string {
  const [middle, low, high] = [value, lower, upper].map((share) => sign(100 * share, 2));
  return `${middle} (${low} to ${high})`;
}

function sign(value: number, digits: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
}
