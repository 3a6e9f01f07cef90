/**
 * `npm run predict -- --data DIR --out FILE`: scores every image under a folder with the exported model and writes
 * JSON: what the page must agree with. Unreadable files are listed with their reason.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import '@tensorflow/tfjs-node';
import { assess } from '../../src/model/assess.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import { decodeGrey } from '../data/decode.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { loadShippedModel } from '../export/shipped-model.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER } from '../run/run-options.ts';
import { describeAll } from '../train/predict.ts';

const FLAGS = {
  data: { kind: 'text', help: 'folder of JPEG and PNG files, searched to the bottom', isRequired: true },
  out: { kind: 'text', help: 'JSON file to write', isRequired: true },
  model: { kind: 'text', help: 'folder of the exported model (default public/model)' },
} as const;

await runCommand(async () => {
  const args = parseArguments('predict', FLAGS, process.argv.slice(2));
  const folder = args.requireText('data');
  const { model, card, familiarity } = await loadShippedModel(args.text('model') ?? MODEL_FOLDER);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const images: object[] = [];
  const skipped: object[] = [];
  for (const path of paths) {
    const name = relative(folder, path).split(sep).join('/');
    try {
      const grey = decodeGrey(new Uint8Array(await readFile(path)), nativeDecoder);
      const { rawLogits, embeddings, profiles } = describeAll(
        model,
        preprocess(grey, card.model.inputSizePx),
        card.model.inputSizePx,
      );
      const assessment = assess(
        { rawLogit: rawLogits[0], embedding: embeddings[0], profile: profiles[0] },
        card,
        familiarity,
      );
      images.push({ path: name, rawLogit: rawLogits[0], ...assessment });
    } catch (error) {
      skipped.push({ path: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  model.dispose();
  const report = { modelSha256: card.model.sha256, images, skipped };
  await writeFileAtomic(args.requireText('out'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${images.length} scored, ${skipped.length} skipped: ${args.requireText('out')}\n`);
});
