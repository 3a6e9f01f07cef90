/**
 * In the place of tfjs-core's random numbers (`ops/rand_util.js`), which dropout would draw in training: the page draws none. Names
 * are that package's own, of classes there.
 */

function refuse(): never {
  throw new Error('This build draws no random numbers.');
}

export { refuse as MPRandGauss, refuse as RandGamma, refuse as UniformRandom };
