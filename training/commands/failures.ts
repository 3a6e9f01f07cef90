/**
 * `npm run failures`: mean class activation maps of right and wrong calls by group of films, out of fold: for the failure
 * gallery, which shows no patient's image. Needs a finished run; the locked tenth and `test/` stay closed.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import type { Grid } from '../../src/model/saliency.ts';
import { averageMaps, type MeanMap } from '../audit/class-maps.ts';
import { readInputs } from '../data/cache.ts';
import { plotClassMaps } from '../plots/class-maps.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { runCommand } from '../run/run-command.ts';
import { FINISHED_RUN_FLAGS, REPORT_FOLDER } from '../run/run-options.ts';
import { readMaps } from '../saliency/read-maps.ts';
import { loadFoldModel, openFinishedRun } from '../train/finished-run.ts';

const FLAGS = {
  ...FINISHED_RUN_FLAGS,
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** One film, as read by the fold model that never saw its patient. */
interface MappedFilm {
  readonly subgroup: string;
  readonly label: 0 | 1;
  /** Raw. */
  readonly logit: number;
  readonly map: Grid;
}

await runCommand(async (interrupt) => {
  const args = parseArguments('failures', FLAGS, process.argv.slice(2));
  const run = await openFinishedRun(args, interrupt);
  const { data, config, log } = run;
  const films: MappedFilm[] = [];
  for (let fold = 0; fold < config.folds; fold += 1) {
    const { model, validation } = await loadFoldModel(run, fold);
    const inputs = validation.map((index) => readInputs(data.cache, [index]));
    const { rawLogits, grids } = await readMaps(model, inputs, data.cache.sizePx);
    model.dispose();
    for (const [row, map] of grids.entries()) {
      const { subgroup, label } = data.cache.images[validation[row]];
      films.push({ subgroup, label, logit: rawLogits[row], map });
    }
  }
  const maps = averageByKind(films);
  const reports = args.text('reports') ?? REPORT_FOLDER;
  const summary = { runHash: data.runHash, dataSha256: data.cache.sha256, maps };
  await writeFileAtomic(join(reports, 'failures.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const title = 'Mean class activation maps, out of fold (blue: against pneumonia, orange: for it)';
  await writeFileAtomic(join(reports, 'failures.svg'), plotClassMaps(maps, { title }));
  log.say(maps.map(({ kind, images }) => `${kind}: ${images}`).join('\n'));
});

/** Right and wrong calls of each group; one calibration over all folds. */
function averageByKind(films: readonly MappedFilm[]): MeanMap[] {
  const { scale, offset } = fitPlatt(
    films.map((film) => film.logit),
    films.map((film) => film.label),
  );
  const isRight = (film: MappedFilm) => scale * film.logit + offset >= 0 === (film.label === 1);
  const groups = [...new Set(films.map((film) => film.subgroup))].toSorted();
  return [true, false].flatMap((wanted) =>
    groups.flatMap((group) => {
      const own = films.filter((film) => film.subgroup === group && isRight(film) === wanted);
      if (own.length === 0) return [];
      const kind = `${group}, ${wanted ? 'right' : 'wrong'}`;
      return [
        averageMaps(
          kind,
          own.map((film) => film.map),
          scale,
        ),
      ];
    }),
  );
}
