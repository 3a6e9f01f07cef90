/**
 * `npm run samples`: draws synthetic films until the shipped model reads one as normal, one as pneumonia, withholds one
 * and rejects one, and writes them with `samples.json` into `public/samples`. The procedural phantom comes first and needs no data;
 * where it does not read clearly and `--data DIR` is given, draws from aggregate statistics of the training images
 * follow (never of the locked tenth). Nothing is written unless all are found.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-node';
import { type Assessment, assess, type OutsideDomain } from '../../src/model/assess.ts';
import { shortModelHash } from '../../src/model/model-card.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import { decodeGrey, pureDecoder } from '../data/decode.ts';
import { loadShippedModel, type ShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog, type Log } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER } from '../run/run-options.ts';
import { type AggregateStatistics, describeDraw, fitAggregates } from '../samples/aggregate-statistics.ts';
import type { SampleEntry, SampleManifest } from '../synth/sample-manifest.ts';
import {
  aggregateRecipe,
  phantomRecipe,
  SAMPLE_SHAPES,
  type SampleRecipe,
  type SampleShape,
} from '../synth/sample-recipes.ts';
import { type FoundSample, isFound, searchSample } from '../synth/sample-search.ts';
import { describeAll } from '../train/predict.ts';

const FLAGS = {
  data: { kind: 'text', help: 'folder of the training images, for draws from aggregate statistics' },
  method: { kind: 'text', help: 'phantom, aggregate, or auto: phantom first (default auto)' },
  tries: { kind: 'count', help: 'seeds to try for each sample and method (default 200)' },
  seed: { kind: 'count', help: 'first seed to try (default 1)' },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  out: { kind: 'text', help: 'folder to write to (default public/samples)' },
} as const;

const SAMPLES_FOLDER = fileURLToPath(new URL('../../public/samples', import.meta.url));

/** What a sample was found with. */
interface Found {
  readonly shape: SampleShape;
  readonly recipe: SampleRecipe;
  readonly sample: FoundSample;
  readonly statistics: AggregateStatistics | null;
}

/** Assesses a file as the page does: decode, preprocess, predict, assess. */
function assessFile(shipped: ShippedModel, file: Uint8Array): Assessment | OutsideDomain {
  const { model, card, familiarity } = shipped;
  const size = card.model.inputSizePx;
  const input = preprocess(decodeGrey(file, pureDecoder), size);
  const { rawLogits, embeddings, profiles } = describeAll(model, input, size);
  const prediction = { rawLogit: rawLogits[0], embedding: embeddings[0], profile: profiles[0] };
  return assess(prediction, card, familiarity);
}

function makeEntry({ shape, recipe, sample, statistics }: Found): SampleEntry {
  const { assessment, seed, file } = sample;
  return {
    file: shape.file,
    sha256: createHash('sha256').update(file).digest('hex'),
    label: shape.label,
    howMade: recipe.howMade,
    method: recipe.method,
    seed,
    widthPx: sample.film.widthPx,
    heightPx: sample.film.heightPx,
    expected: expectOf(assessment),
    ...(statistics === null ? {} : { aggregate: describeDraw(statistics, seed) }),
  };
}

/** What the page will show of a sample. */
function expectOf(assessment: Assessment | OutsideDomain): SampleEntry['expected'] {
  const { domain, familiarity } = assessment;
  if (domain === 'rejected') {
    return { status: 'rejected', finding: null, probabilityPneumonia: null, familiarity };
  }
  const { probabilityPneumonia } = assessment;
  const finding = probabilityPneumonia >= 0.5 ? 'pneumonia' : 'normal';
  return domain === 'familiar'
    ? { status: 'predicted', finding, probabilityPneumonia, familiarity }
    : { status: 'withheld', finding: null, probabilityPneumonia, familiarity };
}

/** The recipes to try for one sample, in order; aggregate statistics are fitted only when they are needed. */
async function* listRecipes(
  shape: SampleShape,
  method: string,
  fit: (() => Promise<readonly AggregateStatistics[]>) | null,
): AsyncGenerator<{ readonly recipe: SampleRecipe; readonly statistics: AggregateStatistics | null }> {
  const isClass = shape.kind === 'normal' || shape.kind === 'pneumonia';
  if (method !== 'aggregate' || !isClass) {
    yield { recipe: phantomRecipe(shape), statistics: null };
  }
  if (method !== 'phantom' && isClass && fit !== null) {
    const statistics = (await fit())[shape.kind === 'normal' ? 0 : 1];
    yield { recipe: aggregateRecipe(shape, statistics.gaussian), statistics };
  }
}

async function findSample(
  shape: SampleShape,
  recipes: ReturnType<typeof listRecipes>,
  walk: { readonly shipped: ShippedModel; readonly startSeed: number; readonly tries: number },
  log: Log,
): Promise<Found> {
  for await (const { recipe, statistics } of recipes) {
    const result = searchSample({
      kind: shape.kind,
      draw: recipe.draw,
      assessFile: (file) => assessFile(walk.shipped, file),
      startSeed: walk.startSeed,
      tries: walk.tries,
    });
    if (isFound(result)) {
      const { status, probabilityPneumonia, familiarity } = expectOf(result.assessment);
      log.say(
        `${shape.kind}: ${recipe.method}, seed ${result.seed} (${result.tries} tried), ${status}, P(pneumonia) ` +
          `${probabilityPneumonia?.toFixed(4) ?? 'none'}, familiarity ${familiarity.toFixed(3)}, ${result.file.length} bytes`,
      );
      return { shape, recipe, sample: result, statistics };
    }
    log.say(
      `${shape.kind}: none of ${result.tries} by ${recipe.method}: ${result.rejected} rejected, ${result.familiar} familiar, P(pneumonia) ` +
        `${result.lowestProbability.toFixed(4)} to ${result.highestProbability.toFixed(4)}, highest familiarity ` +
        `${result.highestFamiliarity.toFixed(3)}, ${result.tooLarge} files too large`,
    );
  }
  throw new CommandError(
    'no-sample',
    `No film was read as ${shape.kind} in ${walk.tries} tries a method; nothing was written. Try --tries, another --seed, or --data DIR for draws from aggregate statistics.`,
  );
}

await runCommand(async () => {
  const args = parseArguments('samples', FLAGS, process.argv.slice(2));
  const method = args.text('method') ?? 'auto';
  if (!['auto', 'phantom', 'aggregate'].includes(method)) {
    throw new CommandError('usage', `--method takes phantom, aggregate or auto, not "${method}".`);
  }
  const data = args.text('data');
  if (method === 'aggregate' && data === undefined) {
    throw new CommandError('usage', '--method aggregate needs --data DIR.');
  }
  const log = createLog(null);
  const shipped = await loadShippedModel(args.text('model') ?? MODEL_FOLDER);
  let fitted: Promise<readonly AggregateStatistics[]> | null = null;
  const fit =
    data === undefined
      ? null
      : () => {
          fitted ??= fitAggregates(data, log);
          return fitted;
        };
  const walk = { shipped, startSeed: args.count('seed') ?? 1, tries: args.count('tries') ?? 200 };
  const found: Found[] = [];
  for (const shape of SAMPLE_SHAPES) {
    found.push(await findSample(shape, listRecipes(shape, method, fit), walk, log));
  }
  const manifest: SampleManifest = {
    schemaVersion: 1,
    model: shortModelHash(shipped.card),
    samples: found.map(makeEntry),
  };
  shipped.model.dispose();
  const out = args.text('out') ?? SAMPLES_FOLDER;
  for (const { shape, sample } of found) await writeFileAtomic(join(out, shape.file), sample.file);
  await writeFileAtomic(join(out, 'samples.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  log.say(`Samples: ${out}`);
});
