/** Purpose: the report of a screening as Markdown; every number in it comes from the log. */
import type { Estimate } from '../../src/model/model-card.ts';
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
  return [
    `## At ${sizePx} px, the steps of ${passes} passes`,
    '',
    'Best difference first. Transfer: balanced accuracy at the carried threshold, mean over the shift groups done. Difference:',
    "to the first variant's over the groups and seeds that both have, interval of 95 % by patient; seeds vary beyond it.",
    '',
    '| variant | groups, seeds | transfer | worst group | difference, points | AUROC, mean | Brier, mean | seconds |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...variants.map(formatVariant),
    '',
    'By part: balanced accuracy (sensitivity / specificity), AUROC, with intervals of 95 % by patient for balanced accuracy and',
    'AUROC. Where there are several seeds, one line each.',
    '',
    '| part | variant | seed | balanced accuracy | sensitivity / specificity | AUROC | Brier |',
    '| --- | --- | --- | --- | --- | --- | --- |',
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

function formatVariant(summary: VariantSummary): string {
  const { variant, groups, seeds, transfer, worst, difference, meanAuroc, meanBrier, seconds } = summary;
  const cells = [
    variant,
    `${groups.length}, ${seeds.length}`,
    show(transfer),
    worst === null ? '' : `${worst.balancedAccuracy.toFixed(4)} ${worst.part}`,
    difference === null ? '' : formatPoints(difference),
    show(meanAuroc),
    show(meanBrier),
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
          `${fit.brier.value.toFixed(4)} |`,
      ),
  );
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

function show(value: number | null): string {
  return value === null ? '' : value.toFixed(4);
}

function formatShort({ value, lower, upper }: Estimate): string {
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
}

/** In hundredths. */
function formatPoints({ value, lower, upper }: Estimate): string {
  return `${sign(value)} (${sign(lower)} to ${sign(upper)})`;
}

function sign(share: number): string {
  return `${share < 0 ? '' : '+'}${(100 * share).toFixed(2)}`;
}
