/**
 * TensorFlow's own training kernels, reached through tfjs-node's backend, as differentiable operations.
 *
 * Why: tfjs composes batch normalisation and the gradient of ReLU from elementwise operations, and that is half of a
 * training step. Kernels: FusedBatchNormV3, FusedBatchNormGradV3, ReluGrad
 * (https://www.tensorflow.org/api_docs/python/tf/raw_ops).
 * Invariant: outputs and gradients equal tfjs' composed operations within rounding; the native tests hold that.
 */
import * as tf from '@tensorflow/tfjs-core';

/** One attribute of a TensorFlow operation. */
interface Attribute {
  readonly name: string;
  /** A constant of the binding. */
  readonly type: number;
  readonly value: number | string | boolean | readonly number[];
}

/**
 * What is used of tfjs-node's backend. Written out, not imported: the types must hold where training is not set up, and
 * tfjs-node exports this class only by a deep path.
 */
interface NodeBackend {
  readonly binding: Readonly<
    Record<
      'TF_ATTR_TYPE' | 'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT',
      number
    >
  >;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** tfjs-node's backend, or null when another one is active. */
function findNodeBackend(): NodeBackend | null {
  if (tf.getBackend() !== 'tensorflow') return null;
  return tf.backend() as unknown as NodeBackend;
}

function getNodeBackend(): NodeBackend {
  const backend = findNodeBackend();
  if (backend === null)
    throw new Error(`The raw kernels need tfjs-node's backend; "${tf.getBackend()}" is active.`);
  return backend;
}

function runKernel(
  name: string,
  attributes: Attribute[],
  inputs: readonly tf.Tensor[],
  outputs: number,
): tf.Tensor[] {
  const backend = getNodeBackend();
  const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
  return backend.executeMultipleOutputs(name, [type, ...attributes], [...inputs], outputs);
}

function batchNormAttributes(epsilon: number): Attribute[] {
  const { binding } = getNodeBackend();
  return [
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}

function at(tensors: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = tensors[index];
  if (tensor === undefined) throw new Error(`A kernel gave no output ${index}.`);
  return tensor;
}

/** Batch normalisation with the batch's own statistics. */
export interface BatchNormResult {
  /** Shape of x, differentiable with respect to x, gamma and beta. */
  readonly y: tf.Tensor4D;
  /** [C], mean over batch, height and width. Kept: the caller disposes it. */
  readonly mean: tf.Tensor;
  /** [C], variance with Bessel's correction, N/(N-1), as the kernel gives it. Kept: the caller disposes it. */
  readonly sampleVariance: tf.Tensor;
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, by FusedBatchNormV3 (Ioffe and Szegedy, 2015).
 *
 * @param x [B, H, W, C] float32
 * @param gamma [C]
 * @param beta [C]
 * @param epsilon added to the (uncorrected) variance
 */
export function fusedBatchNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  epsilon: number,
): BatchNormResult {
  // The kernel updates moving averages itself where it is given any; empty ones ask for the batch's statistics alone.
  let [mean, sampleVariance]: (tf.Tensor | undefined)[] = [];
  const normalise = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const empty = tf.tensor1d([], 'float32');
    const outputs = runKernel(
      'FusedBatchNormV3',
      batchNormAttributes(epsilon),
      [input, scale, offset, empty, empty],
      6,
    );
    mean = tf.keep(at(outputs, 1));
    sampleVariance = tf.keep(at(outputs, 2));
    save([input, scale, at(outputs, 3), at(outputs, 4), at(outputs, 5)]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      runKernel('FusedBatchNormGradV3', batchNormAttributes(epsilon), [dy, ...saved], 5).slice(0, 3);
    return { value: at(outputs, 0), gradFunc };
  });
  const y = normalise(x, gamma, beta) as tf.Tensor4D;
  if (mean === undefined || sampleVariance === undefined) throw new Error('FusedBatchNormV3 did not run.');
  return { y, mean, sampleVariance };
}

/** dy where the ReLU's output was > 0, which holds exactly where its input was > 0; else 0. */
function passWhereActive(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor {
  return at(runKernel('ReluGrad', [], [dy, ...saved], 1), 0);
}

/** max(x, 0) with TensorFlow's own gradient kernel; any shape. */
export function fusedRelu(x: tf.Tensor): tf.Tensor {
  const rectify = tf.customGrad((...args) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const value = tf.relu(input);
    save([value]);
    return { value, gradFunc: passWhereActive };
  });
  return rectify(x);
}

/** Window and stride of a pooling layer in pixels, and its padding. */
export interface PoolShape {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
}

/** The oneDNN kernels go by a private name and are told apart by this label, as TensorFlow's own rewriter sets it. */
function poolAttributes({ size, strides, padding }: PoolShape): Attribute[] {
  const { binding } = getNodeBackend();
  return [
    { name: 'ksize', type: binding.TF_ATTR_INT, value: [1, ...size, 1] },
    { name: 'strides', type: binding.TF_ATTR_INT, value: [1, ...strides, 1] },
    { name: 'padding', type: binding.TF_ATTR_STRING, value: padding.toUpperCase() },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'workspace_enabled', type: binding.TF_ATTR_BOOL, value: true },
    { name: '_kernel', type: binding.TF_ATTR_STRING, value: 'MklNameChangeOp' },
  ];
}

/**
 * Max pooling by oneDNN, whose forward pass notes where each maximum was. TensorFlow's MaxPoolGrad looks for it again
 * and takes eight times as long as both passes here. Not in every build: see `hasFusedMaxPool`.
 *
 * @param x [B, H, W, C] float32
 */
export function fusedMaxPool(x: tf.Tensor4D, shape: PoolShape): tf.Tensor {
  const pool = tf.customGrad((...args) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const [value, places] = runKernel('_MklNativeMaxPool', poolAttributes(shape), [input], 2);
    if (value === undefined || places === undefined) throw new Error('_MklNativeMaxPool gave no output.');
    save([input, value, places]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const inputs = [at(saved, 0), at(saved, 1), dy, at(saved, 2)];
      return at(runKernel('_MklNativeMaxPoolGrad', poolAttributes(shape), inputs, 1), 0);
    };
    return { value, gradFunc };
  });
  return pool(x);
}

/** Whether this build of TensorFlow has oneDNN's max pooling, by trying it on four pixels. */
export function hasFusedMaxPool(): boolean {
  if (findNodeBackend() === null) return false;
  try {
    return tf.tidy(() => {
      const shape = { size: [2, 2], strides: [2, 2], padding: 'same' } as const;
      const gradient = tf.grad((x) => fusedMaxPool(x as tf.Tensor4D, shape));
      const [first, , , last] = gradient(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])).dataSync();
      return first === 0 && last === 1;
    });
  } catch {
    return false;
  }
}

/**
 * Tries the raw kernels on a few numbers.
 *
 * @returns null when they are there and run, else why not (one line)
 */
export function explainMissingKernels(): string | null {
  if (findNodeBackend() === null)
    return `the active backend is "${tf.getBackend()}", not tfjs-node's "tensorflow"`;
  try {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
      const gradient = tf.grad((input) => {
        const { y, mean, sampleVariance } = fusedBatchNorm(
          input as tf.Tensor4D,
          tf.ones([1]),
          tf.zeros([1]),
          1e-3,
        );
        tf.dispose([mean, sampleVariance]);
        return tf.sum(fusedRelu(y));
      });
      gradient(x).dataSync();
    });
    return null;
  } catch (error) {
    return `this libtensorflow lacks a raw kernel (${error instanceof Error ? error.message : String(error)})`;
  }
}
