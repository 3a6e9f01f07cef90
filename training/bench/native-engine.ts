/**
 * `node --import ./register.mjs bench/native-engine.ts ENGINE ONNX`: the exported network on a native engine with one thread, for `npm run bench` at the
 * repository's root, which starts it and times it in turns with the page.
 *
 * ENGINE is `onnxruntime-node` or `tfjs-node`; ONNX is the exported file, which the first reads. Speaks lines of JSON: one that it is
 * ready, then one for each line that it is sent (`{"run": batch}`, `{"logits": count}`, `{"peak": side}`), until its input ends.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { makeSelfTestInputs } from '../../src/model/self-test.ts';
import { OUTPUT_NAMES } from '../../src/model/spec.ts';
import { MODEL_FOLDER } from '../run/run-options.ts';

/** A network, on one thread. */
interface NativeEngine {
  readonly version: string;
  /** [N, S, S, 1] values to the logits, every output read. */
  run(inputs: Float32Array, count: number): Promise<Float32Array>;
  /** Milliseconds of one matrix product of `sidePx` squared, the best of several; null where the engine has none of its own. */
  timeProduct(side: number): number | null;
}

const SIZE_PX = 160;
const INPUTS = 4;
const PRODUCT_RUNS = 12;

async function openOnnxruntime(file: string): Promise<NativeEngine> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(await readFile(file), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  const { default: packageFile } = await import('onnxruntime-node/package.json', { with: { type: 'json' } });
  return {
    version: packageFile.version,
    async run(inputs, count) {
      const input = new Tensor('float32', inputs, [count, SIZE_PX, SIZE_PX, 1]);
      const outputs = await session.run({ [session.inputNames[0]]: input });
      const { data } = outputs[OUTPUT_NAMES.logit];
      if (!(data instanceof Float32Array)) throw new TypeError('onnxruntime gave no float output.');
      return data;
    },
    timeProduct: () => null,
  };
}

async function openTfjsNode(): Promise<NativeEngine> {
  const tf = await import('@tensorflow/tfjs-node');
  const { loadShippedModel } = await import('../export/shipped-model.ts');
  const { model } = await loadShippedModel(MODEL_FOLDER);
  return {
    version: tf.version_core,
    async run(inputs, count) {
      return tf.tidy(() => {
        const outputs = model.predict(tf.tensor4d(inputs, [count, SIZE_PX, SIZE_PX, 1]), {
          batchSize: count,
        });
        if (!Array.isArray(outputs)) throw new TypeError('A classifier has three outputs.');
        const [logits] = outputs.map((output) => output.dataSync<'float32'>());
        return logits;
      });
    },
    timeProduct(side) {
      const [a, b] = [tf.randomUniform([side, side]), tf.randomUniform([side, side])];
      let bestMs = Number.POSITIVE_INFINITY;
      for (let run = 0; run < PRODUCT_RUNS; run += 1) {
        const startMs = performance.now();
        const product = tf.matMul(a, b);
        product.dataSync();
        bestMs = Math.min(bestMs, performance.now() - startMs);
        product.dispose();
      }
      tf.dispose([a, b]);
      return bestMs;
    },
  };
}

const [name, onnx] = process.argv.slice(2);
if (name !== 'onnxruntime-node' && name !== 'tfjs-node')
  throw new TypeError('The first argument is onnxruntime-node or tfjs-node.');
const engine = await (name === 'tfjs-node' ? openTfjsNode() : openOnnxruntime(onnx));
const made = makeSelfTestInputs(INPUTS, SIZE_PX);

function makeBatch(count: number): Float32Array {
  const batch = new Float32Array(count * SIZE_PX * SIZE_PX);
  for (let at = 0; at < count; at += 1) batch.set(made[at % made.length], at * SIZE_PX * SIZE_PX);
  return batch;
}

const answer = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

answer({ version: engine.version });
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as { run?: number; logits?: number; peak?: number };
  if (order.run !== undefined) {
    // Made before the clock starts, as the page's are.
    const batch = makeBatch(order.run);
    const usage = process.cpuUsage();
    const startMs = performance.now();
    await engine.run(batch, order.run);
    const ms = performance.now() - startMs;
    const { user, system } = process.cpuUsage(usage);
    answer({ ms, cpuMs: (user + system) / 1000 });
  } else if (order.logits !== undefined) {
    answer({ logits: Array.from(await engine.run(makeBatch(order.logits), order.logits)) });
  } else if (order.peak !== undefined) answer({ ms: engine.timeProduct(order.peak) });
}
