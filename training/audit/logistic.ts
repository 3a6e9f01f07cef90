/**
 * Logistic regression by Newton's method, for the audit's simplest readers. Pure, deterministic; features are standardised
 * on the films that it is fitted on, each class weighs one half, and a ridge of fixed strength keeps it from running away.
 */

/** A fitted line. */
export interface LogisticModel {
  /** The log odds of one row of features. */
  score(features: ArrayLike<number>): number;
}

/** Strength of the ridge on standardised features, as a share of the weight of all films. */
const RIDGE = 1e-3;
const STEPS = 12;

/**
 * @param rows one array of equal length a film, finite
 * @param labels 0 normal, 1 pneumonia; both present
 * @throws RangeError when a class is missing or lengths differ
 */
export function fitLogistic(rows: readonly ArrayLike<number>[], labels: readonly number[]): LogisticModel {
  const pneumonia = labels.filter((label) => label === 1).length;
  if (rows.length !== labels.length || pneumonia === 0 || pneumonia === labels.length) {
    throw new RangeError('A regression needs films of both classes, with a label each.');
  }
  const { means, deviations } = measureColumns(rows);
  const size = means.length + 1;
  // The last column is the constant.
  const standardizeRow = (row: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(size).fill(1);
    for (let at = 0; at < size - 1; at += 1) out[at] = (row[at] - means[at]) / deviations[at];
    return out;
  };
  const inputs = rows.map(standardizeRow);
  const weights = labels.map((label) => 0.5 / (label === 1 ? pneumonia : labels.length - pneumonia));
  const line = new Float64Array(size);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, hessian } = differentiate(inputs, labels, weights, line);
    const change = solve(hessian, gradient);
    for (let at = 0; at < size; at += 1) line[at] -= change[at];
  }
  return { score: (row) => dot(standardizeRow(row), line) };
}

function measureColumns(rows: readonly ArrayLike<number>[]): {
  means: Float64Array;
  deviations: Float64Array;
} {
  const width = rows[0].length;
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (const row of rows) for (let at = 0; at < width; at += 1) means[at] += row[at] / rows.length;
  for (const row of rows) {
    for (let at = 0; at < width; at += 1) squares[at] += (row[at] - means[at]) ** 2 / rows.length;
  }
  // A constant column says nothing: divided by 1 it stays zero.
  return { means, deviations: squares.map((square) => (square > 1e-12 ? Math.sqrt(square) : 1)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at] * b[at];
  return sum;
}

/** Gradient and Hessian of the weighted loss with its ridge; the constant is not drawn to zero. */
function differentiate(
  inputs: readonly Float64Array[],
  labels: readonly number[],
  weights: readonly number[],
  line: Float64Array,
): { gradient: Float64Array; hessian: Float64Array[] } {
  const size = line.length;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  for (const [row, input] of inputs.entries()) {
    const probability = 1 / (1 + Math.exp(-dot(input, line)));
    const residual = weights[row] * (probability - labels[row]);
    const curvature = weights[row] * probability * (1 - probability);
    for (let a = 0; a < size; a += 1) {
      gradient[a] += residual * input[a];
      const slope = curvature * input[a];
      const target = hessian[a];
      for (let b = 0; b <= a; b += 1) target[b] += slope * input[b];
    }
  }
  for (let at = 0; at < size; at += 1) {
    const ridge = at === size - 1 ? 1e-9 : RIDGE;
    gradient[at] += ridge * line[at];
    hessian[at][at] += ridge;
  }
  return { gradient, hessian };
}

/** Solves with the lower triangle of a positive definite matrix, by Cholesky's decomposition in place. */
function solve(lower: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = lower[row][column];
      for (let at = 0; at < column; at += 1) sum -= lower[row][at] * lower[column][at];
      lower[row][column] = row === column ? Math.sqrt(sum) : sum / lower[column][column];
    }
  }
  const result = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let at = 0; at < row; at += 1) result[row] -= lower[row][at] * result[at];
    result[row] /= lower[row][row];
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let at = row + 1; at < size; at += 1) result[row] -= lower[at][row] * result[at];
    result[row] /= lower[row][row];
  }
  return result;
}
