/**
 * In the place of tfjs-layers' optimizers, callbacks and data sets, which `LayersModel` imports for `compile` and `fit`: the page
 * trains nothing. Names and places are that package's own.
 */

function refuse(): never {
  throw new Error('This build trains nothing.');
}

/** Of `optimizers.js`. @throws Error always */
export const getOptimizer = refuse;
/** Of `base_callbacks.js`. @throws Error always */
export const configureCallbacks = refuse;
/** Of `base_callbacks.js`. @throws Error always */
export const standardizeCallbacks = refuse;
/** Of `engine/training_dataset.js`. @throws Error always */
export const evaluateDataset = refuse;
/** Of `engine/training_dataset.js`. @throws Error always */
export const fitDataset = refuse;
