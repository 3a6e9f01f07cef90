/**
 * Where the cells of a feature map really look. With stride 2, "same" padding adds its odd pixel behind, so that what a
 * cell sees lies right of and below the middle of the cell's own box (arithmetic of Araujo et al., "Computing Receptive
 * Fields of Convolutional Neural Networks", Distill 2019). A map drawn box by box would lie too far up and left.
 */
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';

type ModelLayer = LayersModel['layers'][number];

/** A window that slides, as the layer's configuration has it. */
interface Window {
  readonly size: number;
  readonly stride: number;
  readonly isSame: boolean;
}

/** What is known of one layer's output. */
interface Place {
  /** Input pixels from one position to the next. */
  readonly jumpPx: number;
  /** Input pixels by which the windows' middles lie behind the middles of their boxes. */
  readonly offsetPx: number;
}

function firstOf(value: unknown): number | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'number' ? first : null;
}

function readWindow(layer: ModelLayer): Window | null {
  const config = layer.getConfig();
  const size = firstOf(config.kernelSize) ?? firstOf(config.poolSize);
  if (size === null) return null;
  return { size, stride: firstOf(config.strides) ?? 1, isSame: config.padding === 'same' };
}

/** The pixels that "same" padding adds in front: half of all, rounded down (tfjs' and TensorFlow's rule). */
function padBefore(length: number, { size, stride, isSame }: Window): number {
  if (!isSame) return 0;
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + size - length);
  return Math.floor(total / 2);
}

/**
 * Follows a square model from its input to a layer. Where branches meet, the mean of theirs is taken: the truth lies
 * between a residual block's shortcut and its convolutions, and is no single place.
 *
 * @param layerName of a layer with output [N, h, w, C]
 * @returns input pixels, the same in x and y; positive: right and down
 * @throws TypeError when a layer on the way changes the picture's size in a way that is not known here
 */
export function measureCellOffset(model: LayersModel, layerName: string): number {
  const places = new Map<number, Place>();
  for (const input of model.inputs) places.set(input.id, { jumpPx: 1, offsetPx: 0 });
  for (const layer of model.layers) {
    const [node] = layer.inboundNodes;
    const [output] = node?.outputTensors ?? [];
    if (output === undefined || places.has(output.id)) continue;
    places.set(output.id, passLayer(layer, node.inputTensors, output, places));
    if (layer.name === layerName) return places.get(output.id)?.offsetPx ?? 0;
  }
  throw new TypeError(`The model has no layer ${layerName} behind its input.`);
}

function passLayer(
  layer: ModelLayer,
  inputs: readonly SymbolicTensor[],
  output: SymbolicTensor,
  places: ReadonlyMap<number, Place>,
): Place {
  const before = inputs.flatMap(({ id }) => places.get(id) ?? []);
  const length = inputs[0]?.shape[1];
  if (before.length === 0 || before.length !== inputs.length || typeof length !== 'number') {
    throw new TypeError(`The layer ${layer.name} has inputs of an unknown kind.`);
  }
  const [{ jumpPx }] = before;
  const offsetPx = before.reduce((sum, place) => sum + place.offsetPx, 0) / before.length;
  const window = readWindow(layer);
  if (window === null) {
    if (output.shape[1] !== length)
      throw new TypeError(`The layer ${layer.name} changes the size in an unknown way.`);
    return { jumpPx, offsetPx };
  }
  const { size, stride } = window;
  // Middle of the first window against the middle of the first box, both in positions of the layer's input.
  const shift = (size - 1) / 2 - padBefore(length, window) - (stride - 1) / 2;
  return { jumpPx: jumpPx * stride, offsetPx: offsetPx + shift * jumpPx };
}
