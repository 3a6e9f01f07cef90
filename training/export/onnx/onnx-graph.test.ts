import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClassifier } from '../../../src/model/architecture.ts';
import { buildWithWeights, SMALL_INVERTED } from '../../../src/model/fixtures/small-networks.ts';
import { decodeOnnx, encodeOnnx, type OnnxModel } from './onnx-file.ts';
import { buildOnnxModel, OnnxExportError } from './onnx-graph.ts';

const LABELS = { producerVersion: '1', docString: 'A test.', metadata: { prior: '0.5' } };
let classifier: tf.LayersModel;
let model: OnnxModel;

beforeAll(() => {
  const config = {
    inputSizePx: 32,
    stemFilters: 2,
    stages: [{ filters: 3, stride: 2 as const }],
    dropoutRate: 0,
  };
  classifier = buildClassifier(config, { normalization: 'folded', seed: 1 });
  model = buildOnnxModel(classifier, LABELS);
});

afterAll(() => classifier.dispose());

function findNode(name: string, { node: nodes } = model.graph) {
  const node = nodes.find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  return {
    ...node,
    attributes: Object.fromEntries(
      node.attribute.map((entry) => [entry.name, 'ints' in entry ? entry.ints : entry.i]),
    ),
  };
}

describe('the network as ONNX', () => {
  it('takes and gives what the layers model does, under the same names', () => {
    const { input, output } = model.graph;
    const shapeOf = (value: (typeof input)[number]) =>
      value.type.tensorType.shape.dim.map((side) => ('dimValue' in side ? side.dimValue : side.dimParam));
    expect(input.map((value) => [value.name, shapeOf(value)])).toEqual([['radiograph', ['N', 32, 32, 1]]]);
    // 32 px, a stride-2 stem, a stride-2 pool and a stride-2 stage: 4 x 4.
    expect(output.map((value) => [value.name, shapeOf(value)])).toEqual([
      ['logit', ['N', 1]],
      ['feature_map', ['N', 4, 4, 3]],
      ['embedding', ['N', 3]],
    ]);
  });

  it('pads as TensorFlow does: the odd pixel at the end', () => {
    // 32 -> 16 by a 5 x 5 window: 15 * 2 + 5 - 32 = 3 pixels, 1 before and 2 after.
    expect(findNode('stem_conv').attributes).toEqual({
      kernel_shape: [5, 5],
      strides: [2, 2],
      pads: [1, 1, 2, 2],
    });
    // 16 -> 8 by 3 x 3: 7 * 2 + 3 - 16 = 1, after.
    expect(findNode('stem_pool').attributes).toEqual({
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [0, 0, 1, 1],
    });
    expect(findNode('stage1_pool').attributes).toMatchObject({ pads: [0, 0, 0, 0], count_include_pad: 0 });
    expect(findNode('stage1_b_conv').attributes).toMatchObject({ pads: [1, 1, 1, 1] });
  });

  it('holds the weights themselves, output channel first', () => {
    const kernel = classifier.getLayer('stem_conv').getWeights()[0];
    const tensor = model.graph.initializer.find((candidate) => candidate.name === 'stem_conv/kernel');
    expect(tensor?.dims).toEqual([2, 1, 5, 5]);
    const values = new Float32Array((tensor?.rawData ?? new Uint8Array()).slice().buffer);
    // Row 3, column 4, input 0, output 1 of [5, 5, 1, 2] lies at ((3 * 5 + 4) * 1 + 0) * 2 + 1 = 39; in [2, 1, 5, 5] at 25 + 19.
    expect(values[44]).toBe(kernel.dataSync()[39]);
  });

  it('has a depthwise convolution as one group a channel, and a ReLU of its own behind it', () => {
    const network = buildWithWeights(SMALL_INVERTED, { normalization: 'folded', seed: 2 });
    const { graph } = buildOnnxModel(network, LABELS);
    const nodes = graph.node.filter(({ name }) => name.startsWith('block2_depthwise_conv'));
    expect(nodes.map(({ name, opType, input, output }) => ({ name, opType, input, output }))).toEqual([
      {
        name: 'block2_depthwise_conv',
        opType: 'Conv',
        input: ['block2_expand_conv/nchw', 'block2_depthwise_conv/kernel', 'block2_depthwise_conv/bias'],
        output: ['block2_depthwise_conv/sum'],
      },
      {
        name: 'block2_depthwise_conv/relu',
        opType: 'Relu',
        input: ['block2_depthwise_conv/sum'],
        output: ['block2_depthwise_conv/nchw'],
      },
    ]);
    // 8 -> 4 by a 5 x 5 window: 3 * 2 + 5 - 8 = 3 pixels, 1 before and 2 after.
    expect(findNode('block2_depthwise_conv', graph).attributes).toEqual({
      kernel_shape: [5, 5],
      strides: [2, 2],
      pads: [1, 1, 2, 2],
      group: 12,
    });
    const tensor = graph.initializer.find(({ name }) => name === 'block2_depthwise_conv/kernel');
    expect(tensor?.dims).toEqual([12, 1, 5, 5]);
    const values = new Float32Array((tensor?.rawData ?? new Uint8Array()).slice().buffer);
    // Row 3, column 4, channel 7 of [5, 5, 12, 1] lies at (3 * 5 + 4) * 12 + 7 = 235; in [12, 1, 5, 5] at 7 * 25 + 19.
    const kernel = network.getLayer('block2_depthwise_conv').getWeights()[0].dataSync();
    expect(values[194]).toBe(kernel[235]);
    network.dispose();
  });

  it('survives the file format', async () => {
    const decoded = await decodeOnnx(await encodeOnnx(model));
    expect(decoded).toMatchObject({
      irVersion: 8,
      producerName: 'Lungfield',
      opsetImport: [{ domain: '', version: 17 }],
      metadataProps: [{ key: 'prior', value: '0.5' }],
    });
    expect(decoded).toHaveProperty('graph.node.length', model.graph.node.length);
    expect(decoded).toHaveProperty('graph.initializer.0.dims', [2, 1, 5, 5]);
  });

  it('is refused where a layer has no counterpart, by the layer’s name', () => {
    const input = tf.input({ shape: [8, 8, 1], name: 'film' });
    const odd = tf.layers.upSampling2d({ name: 'odd' }).apply(input);
    if (!(odd instanceof tf.SymbolicTensor)) throw new Error('no symbolic tensor');
    const strange = tf.model({ inputs: input, outputs: odd });
    expect(() => buildOnnxModel(strange, LABELS)).toThrow(OnnxExportError);
    expect(() => buildOnnxModel(strange, LABELS)).toThrow('odd');
    strange.dispose();
  });

  it.each([
    [
      'an activation other than ReLU',
      tf.layers.conv2d({ name: 'odd', filters: 1, kernelSize: 1, activation: 'tanh' }),
    ],
    [
      'several kernels a channel',
      tf.layers.depthwiseConv2d({ name: 'odd', kernelSize: 1, depthMultiplier: 2 }),
    ],
    ['no bias', tf.layers.depthwiseConv2d({ name: 'odd', kernelSize: 1, useBias: false })],
  ])('is refused where a convolution has %s', (_, layer) => {
    const input = tf.input({ shape: [8, 8, 1], name: 'film' });
    const strange = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
    expect(() => buildOnnxModel(strange, LABELS)).toThrow(OnnxExportError);
    expect(() => buildOnnxModel(strange, LABELS)).toThrow('odd');
    strange.dispose();
  });
});
