/** Purpose: the benchmark's figures as a page for people. */
import type { Summary } from './statistics.ts';

/** What a benchmark found. */
export interface BenchReport {
  readonly what: string;
  readonly parameters: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly plainMs: Summary;
  readonly fastMs: Summary;
  /** Fast over plain, by round. */
  readonly ratio: Summary;
  readonly rounds: readonly unknown[];
}

/** Goal of the project for fast over plain. */
export const RATIO_GOAL = 0.4;

function formatRow(name: string, { median, quartiles, range }: Summary, digits: number): string {
  const show = (value: number) => value.toFixed(digits);
  return `| ${name} | ${show(median)} | ${quartiles.map(show).join(' to ')} | ${range.map(show).join(' to ')} |`;
}

/** The report as Markdown, with a verdict on the goal that follows the median. */
export function writeReport(report: BenchReport): string {
  const { machine } = report;
  const verdict = report.ratio.median <= RATIO_GOAL ? 'met' : 'NOT met';
  return [
    '# Cost of a training step',
    '',
    `${report.what}; ${report.parameters.toLocaleString('en')} parameters; ${report.rounds.length} rounds, plain and fast in turn.`,
    `Machine: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}. Made by \`npm run bench\`.`,
    '',
    '| | median | quartiles | range |',
    '|---|---|---|---|',
    formatRow('plain layers, ms', report.plainMs, 0),
    formatRow('fast graph, ms', report.fastMs, 0),
    formatRow('fast / plain', report.ratio, 3),
    '',
    `Goal: fast / plain at most ${RATIO_GOAL} (median): ${verdict}.`,
    '',
  ].join('\n');
}
