/**
 * The folded classifier's layers as ONNX operators (operator set 17). Input and outputs are the layers model's own, channels
 * last; between them the graph works channels first, as ONNX convolutions do.
 * Invariants: the weights are the loaded model's own values; a layer without a counterpart is refused, never left out.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  ATTRIBUTE_TYPES,
  FLOAT,
  type OnnxAttribute,
  type OnnxDimension,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './onnx-file.ts';

const IR_VERSION = 8;
const OPERATOR_SET = 17;
/** Name of the batch's side. */
const BATCH = 'N';

/** A layer that has no counterpart here. */
export class OnnxExportError extends Error {
  override readonly name = 'OnnxExportError';
}

/** What goes into the file beside the graph. */
export interface OnnxLabels {
  readonly producerVersion: string;
  readonly docString: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Drawing {
  readonly nodes: OnnxNode[];
  readonly tensors: OnnxTensor[];
}

type Layer = LayersModel['layers'][number];

/**
 * Makes the ONNX model of a folded classifier: input `radiograph` [N, S, S, 1], outputs as in `OUTPUT_NAMES`.
 *
 * @throws OnnxExportError for a layer, an activation or a padding without a counterpart
 */
export function buildOnnxModel(model: LayersModel, labels: OnnxLabels): OnnxModel {
  const drawing: Drawing = { nodes: [], tensors: [] };
  for (const layer of model.layers) drawLayer(drawing, layer);
  const output = model.outputs.map((tensor) => {
    const { name } = tensor.sourceLayer;
    // Four sides: channels go last again, under the layer's own name; the graph's inside is called `<name>/nchw`.
    if (tensor.shape.length === 4) transpose(drawing, name, inside(name), name, [0, 2, 3, 1]);
    return describeValue(name, tensor.shape);
  });
  return {
    irVersion: IR_VERSION,
    producerName: 'Lungfield',
    producerVersion: labels.producerVersion,
    docString: labels.docString,
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    metadataProps: Object.entries(labels.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.name,
      node: drawing.nodes,
      initializer: drawing.tensors,
      input: model.inputs.map((tensor) => describeValue(tensor.sourceLayer.name, tensor.shape)),
      output,
    },
  };
}

/** Inside the graph a value with four sides is channels first. */
function inside(name: string): string {
  return `${name}/nchw`;
}

function nameOfOutput(layer: Layer): string {
  return Array.isArray(layer.output) || layer.output.shape.length !== 4 ? layer.name : inside(layer.name);
}

function inputsOf(layer: Layer): string[] {
  const inputs = Array.isArray(layer.input) ? layer.input : [layer.input];
  return inputs.map((tensor) => nameOfOutput(tensor.sourceLayer));
}

function drawLayer(drawing: Drawing, layer: Layer): void {
  const kind = layer.getClassName();
  const add = (opType: string, inputs: readonly string[], attribute: readonly OnnxAttribute[] = []) => {
    drawing.nodes.push({ name: layer.name, opType, input: inputs, output: [nameOfOutput(layer)], attribute });
  };
  switch (kind) {
    case 'InputLayer':
      transpose(drawing, layer.name, layer.name, inside(layer.name), [0, 3, 1, 2]);
      return;
    case 'Conv2D':
    case 'DepthwiseConv2D':
      drawConvolution(drawing, layer, kind === 'DepthwiseConv2D');
      return;
    case 'ReLU':
      // `config` may cap or tilt it; the classifier's does not.
      if (layer.getConfig().maxValue !== undefined && layer.getConfig().maxValue !== null)
        refuse(layer, 'its cap');
      add('Relu', inputsOf(layer));
      return;
    case 'MaxPooling2D':
      add('MaxPool', inputsOf(layer), readWindow(layer, 'poolSize'));
      return;
    case 'AveragePooling2D':
      // Padding is not averaged in, as in TensorFlow.
      add('AveragePool', inputsOf(layer), [...readWindow(layer, 'poolSize'), int('count_include_pad', 0)]);
      return;
    case 'Add':
      add('Add', inputsOf(layer));
      return;
    case 'GlobalAveragePooling2D':
      drawGlobalAverage(drawing, layer);
      return;
    case 'Dense':
      add('Gemm', [...inputsOf(layer), ...drawDenseWeights(drawing, layer)]);
      return;
    default:
      refuse(layer, 'that kind of layer');
  }
}

function refuse(layer: Layer, what: string): never {
  throw new OnnxExportError(`Layer ${layer.name} (${layer.getClassName()}) can't be exported: ${what}.`);
}

function int(name: string, i: number): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.int, i };
}

function ints(name: string, values: readonly number[]): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.ints, ints: values };
}

function transpose(
  drawing: Drawing,
  layer: string,
  input: string,
  output: string,
  perm: readonly number[],
): void {
  const [name, attribute] = [`${layer}/transpose`, [ints('perm', perm)]];
  drawing.nodes.push({ name, opType: 'Transpose', input: [input], output: [output], attribute });
}

/** Average over the map, then [N, C, 1, 1] -> [N, C]. */
function drawGlobalAverage(drawing: Drawing, layer: Layer): void {
  const mean = `${layer.name}/mean`;
  const node = {
    name: mean,
    opType: 'GlobalAveragePool',
    input: inputsOf(layer),
    output: [mean],
    attribute: [],
  };
  drawing.nodes.push(node, {
    name: layer.name,
    opType: 'Flatten',
    input: [mean],
    output: [layer.name],
    attribute: [int('axis', 1)],
  });
}

/**
 * Window, stride and padding of a convolution or pooling. 'same' is written out for the known sides, as TensorFlow pads:
 * ceil(in / stride) outputs, the odd pixel at the end.
 */
function readWindow(layer: Layer, sizeKey: 'kernelSize' | 'poolSize'): OnnxAttribute[] {
  const config = layer.getConfig();
  const size = readPair(layer, config[sizeKey]);
  const strides = readPair(layer, config.strides);
  if (config.dilationRate !== undefined && readPair(layer, config.dilationRate).some((rate) => rate !== 1)) {
    refuse(layer, 'its dilation');
  }
  const input = Array.isArray(layer.input) ? layer.input[0] : layer.input;
  const pads = size.map((length, axis) => {
    if (config.padding === 'valid') return [0, 0];
    if (config.padding !== 'same') refuse(layer, `padding ${JSON.stringify(config.padding)}`);
    const side = input.shape[axis + 1];
    if (side === null) refuse(layer, 'a side of unknown length');
    const total = Math.max(0, (Math.ceil(side / strides[axis]) - 1) * strides[axis] + length - side);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  return [
    ints('kernel_shape', size),
    ints('strides', strides),
    ints('pads', [pads[0][0], pads[1][0], pads[0][1], pads[1][1]]),
  ];
}

function readPair(layer: Layer, value: unknown): number[] {
  const pair = Array.isArray(value) ? value : [value, value];
  const numbers = pair.filter((part): part is number => typeof part === 'number');
  if (numbers.length !== 2) refuse(layer, `a window of ${JSON.stringify(value)}`);
  return numbers;
}

/** The convolution, a depthwise one as one group a channel, and behind it the layer's own ReLU where it has one. */
function drawConvolution(drawing: Drawing, layer: Layer, isDepthwise: boolean): void {
  const { activation } = layer.getConfig();
  if (activation !== 'linear' && activation !== 'relu') refuse(layer, 'its activation');
  const { kernel, bias } = readWeights(layer);
  const attribute = readWindow(layer, 'kernelSize');
  if (isDepthwise) attribute.push(int('group', kernel.shape[2]));
  const output = nameOfOutput(layer);
  const sum = activation === 'relu' ? `${layer.name}/sum` : output;
  const input = [
    ...inputsOf(layer),
    drawKernel(drawing, layer, isDepthwise ? splitChannels(layer, kernel) : kernel),
    addTensor(drawing, `${layer.name}/bias`, [bias.length], bias),
  ];
  drawing.nodes.push({ name: layer.name, opType: 'Conv', input, output: [sum], attribute });
  if (sum === output) return;
  const name = `${layer.name}/relu`;
  drawing.nodes.push({ name, opType: 'Relu', input: [sum], output: [output], attribute: [] });
}

/** [kh, kw, channels, 1] as [kh, kw, 1, channels], which lies in memory alike: each output has one input, its group's. */
function splitChannels(layer: Layer, { shape, values }: Kernel): Kernel {
  const [height, width, channels, multiplier] = shape;
  if (multiplier !== 1) refuse(layer, 'several kernels a channel');
  return { shape: [height, width, 1, channels], values };
}

/** [kh, kw, in, out] -> [out, in, kh, kw]. */
function drawKernel(drawing: Drawing, layer: Layer, kernel: Kernel): string {
  const [height, width, channels, filters] = kernel.shape;
  const values = new Float32Array(kernel.values.length);
  for (let at = 0, out = 0; out < filters; out += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      for (let place = 0; place < height * width; place += 1, at += 1) {
        values[at] = kernel.values[(place * channels + channel) * filters + out];
      }
    }
  }
  return addTensor(drawing, `${layer.name}/kernel`, [filters, channels, height, width], values);
}

function drawDenseWeights(drawing: Drawing, layer: Layer): string[] {
  if (layer.getConfig().activation !== 'linear') refuse(layer, 'its activation');
  const { kernel, bias } = readWeights(layer);
  return [
    addTensor(drawing, `${layer.name}/kernel`, kernel.shape, kernel.values),
    addTensor(drawing, `${layer.name}/bias`, [bias.length], bias),
  ];
}

/** A kernel in the layers model's own order. */
interface Kernel {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Kernel and bias of a linear layer. */
function readWeights(layer: Layer): { kernel: Kernel; bias: Float32Array } {
  const [kernel, bias, ...others] = layer.getWeights();
  if (bias === undefined || others.length > 0) refuse(layer, 'weights other than kernel and bias');
  return {
    kernel: { shape: kernel.shape, values: kernel.dataSync<'float32'>().slice() },
    bias: bias.dataSync<'float32'>().slice(),
  };
}

function addTensor(drawing: Drawing, name: string, dims: readonly number[], values: Float32Array): string {
  const rawData = new Uint8Array(values.length * 4);
  const view = new DataView(rawData.buffer);
  for (const [index, value] of values.entries()) view.setFloat32(4 * index, value, true);
  drawing.tensors.push({ name, dims, dataType: FLOAT, rawData });
  return name;
}

function describeValue(name: string, shape: readonly (number | null)[]): OnnxValue {
  const dim = shape.map((side, axis): OnnxDimension => {
    if (side !== null) return { dimValue: side };
    if (axis > 0) throw new OnnxExportError(`${name} has a side of unknown length.`);
    return { dimParam: BATCH };
  });
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}
