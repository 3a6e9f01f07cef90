/**
 * `npm run screen -- --data DIR`: works through a table of recipes, scores each on whole groups of images it never saw, and
 * reports from its log. Runs again, it goes on where it stopped and takes up rows added to the table.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-node';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { REPORT_FOLDER, RUNS_FOLDER } from '../run/run-options.ts';
import { CONFIGURATIONS } from '../screen/configurations.ts';
import { formatScreeningLog, readScreeningLog } from '../screen/fit-record.ts';
import { formatExperiments } from '../screen/format-experiments.ts';
import { PART_NAMES, type PartName } from '../screen/parts.ts';
import type { ScreeningTable, Variant } from '../screen/recipe.ts';
import { summarizeExperiments } from '../screen/report.ts';
import { runScreening } from '../screen/run-screen.ts';
import { parseTable } from '../screen/table-schema.ts';
import { type PreparedData, prepareData } from '../train/prepare.ts';

const FLAGS = {
  data: {
    kind: 'text',
    help: 'folder with train/ and val/, each with NORMAL/ and PNEUMONIA/; not with --report',
  },
  table: { kind: 'text', help: 'module that exports CONFIGURATIONS (default screen/configurations.ts)' },
  out: { kind: 'text', help: 'folder of log and checkpoints (default training/runs/screen)' },
  reports: { kind: 'text', help: 'folder of the reports (default training/reports)' },
  size: { kind: 'count', help: 'side of the input in pixels (default 128)' },
  epochs: { kind: 'count', help: "passes over all images that a fit's steps amount to (default 10)" },
  parts: { kind: 'text', help: `some of ${PART_NAMES.join(',')} (default all)` },
  only: { kind: 'text', help: 'names of some variants, with commas between (default all)' },
  seeds: { kind: 'count', help: 'how many seeds, from 1 (default 1)' },
  report: { kind: 'switch', help: 'only write the report of what is logged' },
} as const;

const DEFAULT_SIZE_PX = 128;
const DEFAULT_PASSES = 10;
/** All fits ever reported, beside the report. */
const LOG_NAME = 'experiments-log.jsonl';

await runCommand(async (interrupt) => {
  const args = parseArguments('screen', FLAGS, process.argv.slice(2));
  const folder = args.text('out') ?? join(RUNS_FOLDER, 'screen');
  const reports = args.text('reports') ?? REPORT_FOLDER;
  const logFile = join(folder, 'log.jsonl');
  const table = await loadTable(args.text('table'));
  if (!args.has('report')) {
    const dataFolder = args.requireText('data');
    const log = createLog(logFile);
    const prepared = new Map<number, Promise<PreparedData>>();
    const prepare = (sizePx: number): Promise<PreparedData> => {
      const known = prepared.get(sizePx);
      if (known !== undefined) return known;
      const config = { ...table.base, architecture: { ...table.base.architecture, inputSizePx: sizePx } };
      const data = prepareData(dataFolder, config, log);
      prepared.set(sizePx, data);
      return data;
    };
    try {
      await runScreening(
        {
          base: table.base,
          variants: pickVariants(table, args.text('only')),
          parts: pickParts(args.text('parts')),
          seeds: Array.from({ length: args.count('seeds') ?? 1 }, (_, index) => index + 1),
          sizePx: args.count('size') ?? DEFAULT_SIZE_PX,
          passes: args.count('epochs') ?? DEFAULT_PASSES,
          folder,
          known: readScreeningLog(join(reports, LOG_NAME), logFile),
          prepare,
        },
        log,
        interrupt,
      );
    } finally {
      await writeExperiments(logFile, table, reports);
    }
  } else {
    await writeExperiments(logFile, table, reports);
  }
  process.stdout.write(`Report: ${join(reports, 'experiments.md')}\n`);
});

async function writeExperiments(logFile: string, table: ScreeningTable, reports: string): Promise<void> {
  const log = readScreeningLog(join(reports, LOG_NAME), logFile);
  const experiments = summarizeExperiments(log, table);
  await writeFileAtomic(join(reports, LOG_NAME), formatScreeningLog(log));
  await writeFileAtomic(join(reports, 'experiments.json'), `${JSON.stringify(experiments, null, 2)}\n`);
  await writeFileAtomic(join(reports, 'experiments.md'), formatExperiments(experiments));
}

async function loadTable(file: string | undefined): Promise<ScreeningTable> {
  if (file === undefined) return parseTable(CONFIGURATIONS);
  const module: unknown = await import(pathToFileURL(resolve(file)).href);
  if (typeof module !== 'object' || module === null || !('CONFIGURATIONS' in module)) {
    throw new CommandError('usage', `${file} exports no CONFIGURATIONS.`);
  }
  return parseTable(module.CONFIGURATIONS);
}

function pickVariants(table: ScreeningTable, names: string | undefined): readonly Variant[] {
  if (names === undefined) return table.variants;
  return names.split(',').map((name) => {
    const variant = table.variants.find((candidate) => candidate.name === name);
    if (variant === undefined) throw new CommandError('usage', `The table has no variant "${name}".`);
    return variant;
  });
}

function pickParts(names: string | undefined): readonly PartName[] {
  if (names === undefined) return PART_NAMES;
  return names.split(',').map((name) => {
    const part = PART_NAMES.find((candidate) => candidate === name);
    if (part === undefined) throw new CommandError('usage', `There is no part "${name}".`);
    return part;
  });
}
