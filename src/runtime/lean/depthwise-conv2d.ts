/**
 * tfjs-layers' `DepthwiseConv2D` in one pass of the engine: the package's own runs convolution, bias and activation as three
 * kernels, each over all positions.
 * Invariant: the same numbers on tfjs' plain engine, whose fused kernel is those three; others may add in another order.
 */
import { fused, serialization, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { DepthwiseConv2D } from '@tensorflow/tfjs-layers/dist/layers/convolutional_depthwise';
import type { Kwargs } from '@tensorflow/tfjs-layers/dist/types';
import { mapActivationToFusedKernel } from '@tensorflow/tfjs-layers/dist/utils/generic_utils';

/** Takes the package's place under its name in model.json. */
export class FusedDepthwiseConv2D extends DepthwiseConv2D {
  /** @returns as the package's own: [N, h, w, channels]; the caller's to dispose */
  override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
    const activation = mapActivationToFusedKernel(this.activation.getClassName());
    // Without a counterpart among the fused kernels it runs as the package has it.
    if (activation === null || this.dataFormat !== 'channelsLast') return super.call(inputs, kwargs);
    const [x] = Array.isArray(inputs) ? inputs : [inputs];
    const [filter, bias] = this.weights.map((weight) => weight.read());
    return fused.depthwiseConv2d({
      x: x as Tensor4D,
      filter: filter as Tensor4D,
      bias,
      strides: this.strides as [number, number],
      pad: this.padding === 'same' ? 'same' : 'valid',
      activation,
    });
  }
}
serialization.registerClass(FusedDepthwiseConv2D);
