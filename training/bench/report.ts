/** Purpose: the benchmark's figures as a page for people. */
import { EPOCH_PARTS, type EpochCost, type PartCost } from './epoch.ts';
import type { Summary } from './statistics.ts';

/** An epoch in several processes side by side. */
export interface EpochsReport {
  readonly costs: readonly EpochCost[];
  /** What other programs took of all cores' time meanwhile, 0 to 1. */
  readonly others: number;
}

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
  readonly epochs: EpochsReport | null;
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

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function formatEpochs({ costs, others }: EpochsReport, cores: number): string[] {
  const [{ images, validationImages, steps, timedSteps, threads }] = costs as readonly [EpochCost];
  const rows = EPOCH_PARTS.map((part) => {
    const all = costs.map(({ parts }) => parts[part]);
    const show = (pick: (cost: PartCost) => number): string => mean(all.map(pick)).toFixed(1);
    const spread =
      part === 'validation'
        ? ''
        : ` (${show(({ ms }) => ms.quartiles[0])} to ${show(({ ms }) => ms.quartiles[1])})`;
    const share = percent(mean(all.map((cost) => cost.share)));
    return `| ${PART_TEXTS[part]} | ${show(({ ms }) => ms.median)}${spread} | ${share} | ${percent(mean(all.map(({ busy }) => busy)))} |`;
  });
  const busy = (mean(costs.map((cost) => cost.busy)) * costs.length * threads) / cores;
  const seconds = mean(costs.map((cost) => cost.seconds));
  return [
    '## Where an epoch goes',
    '',
    `Fold 1 of the shipped recipe: ${images} images in ${steps} steps (${timedSteps} timed), ${validationImages} watched, on the fast graph, in ${costs.length} processes of ${threads} thread${threads > 1 ? 's' : ''} side by side, as a release does its fits: **${seconds.toFixed(1)} s an epoch in each, ${(seconds / costs.length).toFixed(1)} s for one of them**. Means of the processes; busy: processor time over wall time and threads.`,
    '',
    '| part | ms a step, median (quartiles) | share | threads busy |',
    '|---|---|---|---|',
    ...rows,
    '',
    `All together: **${percent(busy)} of ${cores} cores busy** with it. Other programs took ${percent(others)}${others > 0.05 ? ': **the machine was not at rest**, so that the cores could not be busier with this' : ''}.`,
    '',
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
    ...(report.epochs === null ? [] : formatEpochs(report.epochs, machine.cores)),
  ].join('\n');
}
