/** What every metric takes: scores and labels side by side, checked once. */

/** The two class sizes. */
export interface ClassCounts {
  readonly normal: number;
  readonly pneumonia: number;
}

/**
 * Checks that a metric of two classes can be computed.
 *
 * @param scores one per image, finite; higher means pneumonia
 * @param labels one per image, 0 normal or 1 pneumonia
 * @returns the class sizes, both above 0
 * @throws RangeError when lengths differ, a score is no finite number, a label is neither 0 nor 1, or a class is empty
 */
export function checkScoredSet(scores: ArrayLike<number>, labels: ArrayLike<number>): ClassCounts {
  if (scores.length !== labels.length) {
    throw new RangeError(`${scores.length} scores do not fit ${labels.length} labels.`);
  }
  let pneumonia = 0;
  for (let i = 0; i < labels.length; i += 1) {
    if (!Number.isFinite(scores[i])) throw new RangeError(`Score ${i} is ${scores[i]}.`);
    if (labels[i] !== 0 && labels[i] !== 1) throw new RangeError(`Label ${i} is ${labels[i]}, not 0 or 1.`);
    pneumonia += labels[i];
  }
  const normal = labels.length - pneumonia;
  if (normal === 0 || pneumonia === 0) throw new RangeError('Metrics need images of both classes.');
  return { normal, pneumonia };
}

/**
 * Indices from the highest score to the lowest; ties in the order given.
 *
 * @returns a new array
 */
export function sortByScore(scores: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index);
  return order.sort((a, b) => scores[b] - scores[a] || a - b);
}
