/**
 * In the place of tfjs-core's operations on images, which one unused layer of tfjs-layers (`UpSampling2D`) brings with it: the
 * page resizes by `src/model/preprocess.ts` alone. Names and places (`ops/image/`) are that package's own.
 */

function refuse(): never {
  throw new Error('This build has no operations on images.');
}

export {
  refuse as cropAndResize,
  refuse as flipLeftRight,
  refuse as grayscaleToRGB,
  refuse as nonMaxSuppression,
  refuse as nonMaxSuppressionAsync,
  refuse as nonMaxSuppressionPadded,
  refuse as nonMaxSuppressionPaddedAsync,
  refuse as nonMaxSuppressionWithScore,
  refuse as nonMaxSuppressionWithScoreAsync,
  refuse as resizeBilinear,
  refuse as resizeNearestNeighbor,
  refuse as rgbToGrayscale,
  refuse as rotateWithOffset,
  refuse as threshold,
  refuse as transform,
};
