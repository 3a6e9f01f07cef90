/** The exported network for an engine that is given no reader of ONNX. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';

/**
 * The ONNX graph as JSON, for an engine that is given no reader of ONNX.
 *
 * @param {import('../../training/export/onnx/onnx-file.ts').OnnxModel} model
 * @param {{ sidePx: number, logit: string }} options
 * @returns {string}
 */
export function formatGraph({ graph }, { sidePx, logit }) {
  return JSON.stringify({
    sidePx,
    logit,
    input: graph.input[0].name,
    outputs: graph.output.map(({ name }) => name),
    nodes: graph.node.map(({ opType, input, output, attribute }) => ({
      opType,
      input,
      output,
      attributes: Object.fromEntries(attribute.map((each) => [each.name, 'i' in each ? each.i : each.ints])),
    })),
    tensors: graph.initializer.map(({ name, dims, rawData }) => ({
      name,
      dims,
      data: Buffer.from(rawData).toString('base64'),
    })),
  });
}

/** @returns {Promise<number>} the network's input side */
export async function readSidePx() {
  const card = JSON.parse(await readFile(join(ROOT, 'public', 'model', 'model-card.json'), 'utf8'));
  return card.model.inputSizePx;
}
