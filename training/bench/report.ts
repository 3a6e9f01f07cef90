/** Purpose: the benchmark's figures as a page for people. */
import { EPOCH_PARTS, type EpochCost } from './epoch.ts';
import type { Summary } from './statistics.ts';

/** What a benchmark found. */
export interface BenchReport {
  readonly what: string;
  readonly parameters: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly loadAtStart: number;
  };
  readonly plainMs: Summary;
  readonly fastMs: Summary;
  /** Fast over plain, by round. */
  readonly ratio: Summary;
  readonly rounds: readonly unknown[];
  /** Null where no data set was given. */
  readonly epoch: EpochCost | null;
}

/** Goal of the project for fast over plain. */
export const RATIO_GOAL = 0.4;

function formatRow(name: string, { median, quartiles, range }: Summary, digits: number): string {
  const show = (value: number) => value.toFixed(digits);
  return `| ${name} | ${show(median)} | ${quartiles.map(show).join(' to ')} | ${range.map(show).join(' to ')} |`;
}

/** Goal of the project for the cores' share of busy time in an epoch. */
export const BUSY_GOAL = 0.85;

const PART_TEXTS: Readonly<Record<(typeof EPOCH_PARTS)[number], string>> = {
  data: 'data: order, reading, standardising, copying to tensors',
  augmentation: 'augmentation',
  forward: 'forward',
  backward: 'backward',
  update: 'optimiser, average, statistics',
  validation: 'validation and checkpoint, once',
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function formatEpoch(cost: EpochCost): string[] {
  const { images, validationImages, steps, timedSteps, cores, seconds, busy, waited, parts } = cost;
  const rows = EPOCH_PARTS.map((part) => {
    const { ms, share, busy: partBusy } = parts[part];
    const [low, high] = ms.quartiles;
    const spread = part === 'validation' ? '' : ` (${low.toFixed(1)} to ${high.toFixed(1)})`;
    return `| ${PART_TEXTS[part]} | ${ms.median.toFixed(1)}${spread} | ${percent(share)} | ${percent(partBusy)} |`;
  });
  return [
    '## Where an epoch goes',
    '',
    `Fold 1 of the shipped recipe: ${images} images in ${steps} steps (${timedSteps} timed), ${validationImages} watched, on the fast graph: **${seconds.toFixed(1)} s an epoch**.`,
    `Busy: processor time of all threads over wall time and ${cores} cores.`,
    '',
    '| part | ms a step, median (quartiles) | share | cores busy |',
    '|---|---|---|---|',
    ...rows,
    `| whole | | | ${percent(busy)} |`,
    '',
    ...(waited === null
      ? []
      : [
          `Its threads waited for a processor, which other programs had, for ${percent(waited)} of the cores' time${waited > 0.05 ? ': **other work ran beside it**, so that the cores could not be busier with this' : ''}.`,
          '',
        ]),
    `Goal: cores busy at least ${percent(BUSY_GOAL)}: ${busy >= BUSY_GOAL ? 'met' : 'NOT met'}.`,
    '',
  ];
}

/** The report as Markdown, with a verdict on the goal that follows the median. */
export function writeReport(report: BenchReport): string {
  const { machine } = report;
  const verdict = report.ratio.median <= RATIO_GOAL ? 'met' : 'NOT met';
  return [
    '# Cost of a training step',
    '',
    `${report.what}; ${report.parameters.toLocaleString('en')} parameters; ${report.rounds.length} rounds, plain and fast in turn.`,
    `Machine: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load average ${machine.loadAtStart.toFixed(1)} at the start. Made by \`npm run bench\`.`,
    '',
    '| | median | quartiles | range |',
    '|---|---|---|---|',
    formatRow('plain layers, ms', report.plainMs, 0),
    formatRow('fast graph, ms', report.fastMs, 0),
    formatRow('fast / plain', report.ratio, 3),
    '',
    `Goal: fast / plain at most ${RATIO_GOAL} (median): ${verdict}.`,
    '',
    ...(report.epoch === null ? [] : formatEpoch(report.epoch)),
  ].join('\n');
}
