/**
 * `npm run export-onnx`: the exported model as one ONNX file, with the weights that the page reads, checked against
 * onnxruntime on the self-test's inputs and, with `--data DIR`, on the locked tenth. Nothing is written where they differ.
 */
import { join } from 'node:path';
import '@tensorflow/tfjs-node';
import { makeSelfTestInputs } from '../../src/model/self-test.ts';
import { preprocessFile } from '../data/cache.ts';
import { hashImages, scanDataset } from '../data/dataset.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { splitByGroup } from '../data/split.ts';
import { hashBytes } from '../export/layers-model.ts';
import { measureParity } from '../export/onnx/check-parity.ts';
import { describeForOnnx } from '../export/onnx/describe-model.ts';
import { encodeOnnx } from '../export/onnx/onnx-file.ts';
import { buildOnnxModel } from '../export/onnx/onnx-graph.ts';
import type { Parity } from '../export/onnx/parity.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, REPORT_FOLDER, RUNS_FOLDER } from '../run/run-options.ts';
import { TRAINING } from '../train/config.ts';

const FLAGS = {
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
  out: { kind: 'text', help: 'file to write (default training/runs/lungfield.onnx)' },
  data: { kind: 'text', help: 'folder of the data: checks on the locked tenth too' },
  reports: { kind: 'text', help: 'folder for the report (default training/reports)' },
} as const;

/** Largest difference of a raw logit that counts as the same network. */
const TOLERANCE = 1e-4;
const SELF_TEST_INPUTS = 16;

await runCommand(async () => {
  const args = parseArguments('export-onnx', FLAGS, process.argv.slice(2));
  const log = createLog(null);
  const { model, card } = await loadShippedModel(args.text('model') ?? MODEL_FOLDER);
  const sizePx = card.model.inputSizePx;
  const bytes = await encodeOnnx(buildOnnxModel(model, describeForOnnx(card)));

  const sets: { name: string; parity: Parity }[] = [];
  const check = async (name: string, inputs: readonly Float32Array[]) => {
    const flat = new Float32Array(inputs.length * sizePx ** 2);
    for (const [row, input] of inputs.entries()) flat.set(input, row * sizePx ** 2);
    const parity = await measureParity(bytes, model, flat, sizePx);
    if (!(parity.maxAbsoluteLogit <= TOLERANCE)) {
      throw new CommandError(
        'no-parity',
        `onnxruntime differs by ${parity.maxAbsoluteLogit} on the ${name}; ${TOLERANCE} is allowed. Nothing was written.`,
      );
    }
    sets.push({ name, parity });
    log.say(
      `${name}: ${parity.images} inputs, largest logit difference ${parity.maxAbsoluteLogit.toExponential(1)}`,
    );
  };
  await check('inputs of the self-test', makeSelfTestInputs(SELF_TEST_INPUTS, sizePx));
  const folder = args.text('data');
  if (folder !== undefined) {
    await check(
      'films of the locked tenth',
      await readLockedTenth(folder, card.data.sha256, card.data.splitSeed, sizePx),
    );
  }
  model.dispose();

  const out = args.text('out') ?? join(RUNS_FOLDER, 'lungfield.onnx');
  await writeFileAtomic(out, bytes);
  const report = {
    modelSha256: card.model.sha256,
    onnxSha256: hashBytes(bytes),
    bytes: bytes.length,
    tolerance: TOLERANCE,
    sets,
  };
  if (folder !== undefined) {
    await writeFileAtomic(
      join(args.text('reports') ?? REPORT_FOLDER, 'onnx.json'),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  }
  log.say(`${out}: ${(bytes.length / 1e6).toFixed(2)} MB, SHA-256 ${report.onnxSha256}`);
});

/** Inputs of the locked tenth, from their files as the page reads them. */
async function readLockedTenth(
  folder: string,
  sha256: string,
  splitSeed: number,
  sizePx: number,
): Promise<Float32Array[]> {
  const { images } = await scanDataset(folder, { splits: ['train', 'val'] });
  if (hashImages(images) !== sha256) {
    throw new CommandError(
      'other-data',
      `${folder} is not the set that the model was made from (SHA-256 ${sha256}).`,
    );
  }
  const { calibration } = splitByGroup(images, {
    seed: splitSeed,
    folds: TRAINING.folds,
    calibrationShare: TRAINING.calibrationShare,
  });
  return Promise.all(calibration.map((index) => preprocessFile(images[index], nativeDecoder, sizePx)));
}
