/**
 * In the place of tfjs-layers' initializers: each weight of an exported network is replaced by its own as it is loaded, whatever it
 * began as. Names are that package's own.
 */
import { type DataType, type Tensor, zeros } from '@tensorflow/tfjs-core';

const ZEROS = {
  apply: (shape: number[], dtype?: DataType): Tensor => zeros(shape, dtype),
};

/** @returns zeros, whatever is asked for */
export function getInitializer(): typeof ZEROS {
  return ZEROS;
}

/** Of a layer's description, which nobody saves. */
export function serializeInitializer(): { readonly className: string; readonly config: object } {
  return { className: 'Zeros', config: {} };
}
