/**
 * `npm run smoke -- --out DIR`: the whole way from data to model on generated films, in about a minute: writes a data
 * set in the published layout, trains two epochs of two folds from the published weights, fits, exports to DIR/model, and makes
 * the domain check anew from what was exported. Proves the way, not the model.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { AUGMENTATION, type AugmentationConfig } from '../data/augment.ts';
import { refitDomain } from '../export/refit-domain.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { RUNS_FOLDER } from '../run/run-options.ts';
import { encodeFilm } from '../synth/encode.ts';
import { makeFilm } from '../synth/film.ts';
import { TRAINING } from '../train/config.ts';
import { type PreparedData, prepareData } from '../train/prepare.ts';
import { runCrossValidation, runExport, runFinalFit } from '../train/run-development.ts';

const FLAGS = {
  out: { kind: 'text', help: 'folder for data, run, reports and model (default training/runs/smoke)' },
} as const;
const FILMS_PER_CLASS = 160;
const FILM_SIDE_PX = 224;

const { tone: _tone, ...WITHOUT_TONE } = AUGMENTATION;
/**
 * Two epochs must suffice to learn something, since what has learned nothing can't be calibrated: small batches for many
 * steps, and next to no changes of the films.
 */
const MILD: AugmentationConfig = {
  ...WITHOUT_TONE,
  eraseChance: 0,
  frameChance: 0,
  cornerChance: 0,
  softnessChance: 0,
  stretch: 0.02,
};

/** Writes generated films under names of the published kind, so that grouping by patient has something to group. */
async function writeFilms(folder: string): Promise<void> {
  for (const [kind, className] of [
    ['normal', 'NORMAL'],
    ['pneumonia', 'PNEUMONIA'],
  ] as const) {
    await mkdir(join(folder, 'train', className), { recursive: true });
    for (let index = 0; index < FILMS_PER_CLASS; index += 1) {
      const film = makeFilm({
        kind,
        seed: index + 1,
        widthPx: FILM_SIDE_PX,
        heightPx: FILM_SIDE_PX,
        bitDepth: 8,
      });
      const number = String(index + 1).padStart(4, '0');
      const etiology = index % 3 === 0 ? 'virus' : 'bacteria';
      const name =
        kind === 'normal' ? `IM-${number}-0001.jpeg` : `person${index + 1}_${etiology}_${index + 1}.jpeg`;
      await writeFile(
        join(folder, 'train', className, name),
        encodeFilm(film, { format: 'jpeg', quality: 90 }),
      );
    }
  }
}

/**
 * Without the run, from the exported files alone, the domain check has to come out the same, to the byte.
 *
 * @throws CommandError when it does not
 */
async function checkRefit(folder: string, data: PreparedData): Promise<void> {
  const shipped = await loadShippedModel(folder);
  for (const [name, bytes] of await refitDomain(shipped, data)) {
    if (Buffer.compare(bytes, await readFile(join(folder, name))) !== 0) {
      throw new CommandError('other-refit', `Made anew from the exported model, ${name} is another file.`);
    }
  }
  shipped.model.dispose();
}

await runCommand(async (interrupt) => {
  const args = parseArguments('smoke', FLAGS, process.argv.slice(2));
  const out = args.text('out') ?? join(RUNS_FOLDER, 'smoke');
  const data = join(out, 'data');
  await writeFilms(data);
  const config = { ...TRAINING, epochs: 2, folds: 2, batchSize: 4, averageDecay: 0.95, augmentation: MILD };
  const log = createLog(join(out, 'log.jsonl'));
  const places = {
    runFolder: join(out, 'run'),
    reportFolder: join(out, 'reports'),
    modelFolder: join(out, 'model'),
  };
  const prepared = await prepareData(data, config, log);
  const outOfFold = await runCrossValidation(prepared, config, places, log, interrupt);
  const model = await runFinalFit(prepared, config, outOfFold.rows, places, log, interrupt);
  await runExport(model, prepared, config, outOfFold.metrics, places, log);
  model.dispose();
  await checkRefit(places.modelFolder, prepared);
  log.say(`Model: ${places.modelFolder}`);
});
