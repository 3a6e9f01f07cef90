/**
 * Which of a film's samples make a pixel of the screen: the mean of those under it or, where the film is enlarged, what lies
 * between four of them. Pure; the shader of `shaders.ts` follows the same rule.
 */
import type { PyramidLevel, ViewableFilm } from '../image/film-values.ts';
import type { Frame, Placement } from './view.ts';

/** Samples along one axis that a pixel of the screen may take from: a box of less than two touches three. */
const TAPS = 3;

/** Which copy of a film a placement is drawn from. */
export interface LevelChoice {
  /** Number of halvings. */
  readonly index: number;
  /** Samples of that copy for a device pixel, along the film's own axes. */
  readonly stepX: number;
  readonly stepY: number;
}

/** The smallest copy that still has a sample or more for every pixel of the screen. */
export function chooseLevel(
  film: Pick<ViewableFilm, 'widthPx' | 'heightPx' | 'levels'>,
  { widthPx, heightPx, quarterTurns }: Placement,
): LevelChoice {
  const isOnSide = quarterTurns % 2 === 1;
  const stepX = film.widthPx / (isOnSide ? heightPx : widthPx);
  const stepY = film.heightPx / (isOnSide ? widthPx : heightPx);
  const halvings = Math.floor(Math.log2(Math.min(stepX, stepY)));
  const index = Math.min(Math.max(halvings, 0), film.levels.length - 1);
  return { index, stepX: stepX / 2 ** index, stepY: stepY / 2 ** index };
}

/** For each pixel of a run along an axis, three samples and what they weigh. */
export interface Taps {
  readonly indices: Int32Array;
  /** Sum to 1 for each pixel. */
  readonly weights: Float32Array;
}

/** One axis of the screen, as it lies on one of the film. */
export interface Axis {
  /** Samples along it. */
  readonly length: number;
  /** Samples for a device pixel. */
  readonly step: number;
  /** Samples that the whole of the film is long, the part of one that halving left out included. */
  readonly extent: number;
  /** Where the film begins, in device pixels. */
  readonly offsetPx: number;
  readonly isReversed: boolean;
}

/** Taps for the pixels from `fromPx` up to `toPx`. */
export function tapAxis(axis: Axis, fromPx: number, toPx: number): Taps {
  const { length, step, extent, offsetPx, isReversed } = axis;
  const half = Math.max(step, 1) / 2;
  const count = toPx - fromPx;
  const indices = new Int32Array(TAPS * count);
  const weights = new Float32Array(TAPS * count);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const along = (fromPx + pixel + 0.5 - offsetPx) * step;
    const center = isReversed ? extent - along : along;
    const first = Math.floor(center - half);
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      const at = first + tap;
      const overlap = Math.min(at + 1, center + half) - Math.max(at, center - half);
      indices[TAPS * pixel + tap] = Math.min(Math.max(at, 0), length - 1);
      weights[TAPS * pixel + tap] = Math.max(overlap, 0);
      sum += weights[TAPS * pixel + tap];
    }
    for (let tap = 0; tap < TAPS; tap += 1) weights[TAPS * pixel + tap] /= sum;
  }
  return { indices, weights };
}

/** The part of a frame that a film covers, in samples of finer steps. */
export interface Resampled {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row by row: the sample times `fineness`, rounded, 0 to 65535. */
  readonly codes: Uint16Array;
}

/** Steps for one of a sample: as many as 16 bits have room for, so that enlarging an 8-bit film shows no steps of its own. */
export function finenessOf({ highSample }: Pick<ViewableFilm, 'highSample'>): number {
  return Math.floor(65_535 / Math.max(highSample, 1));
}

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
  /** Samples from one to the next along the screen's axes. */
  readonly strideX: number;
  readonly strideY: number;
}

/** How the screen's axes lie on the film's; see `toShown` in view.ts. */
function alignAxes(film: ViewableFilm, placement: Placement, choice: LevelChoice): Axes {
  const { quarterTurns, isMirrored, leftPx, topPx } = placement;
  const level = film.levels[choice.index];
  const halvings = 2 ** choice.index;
  const across = { length: level.widthPx, step: choice.stepX, extent: film.widthPx / halvings };
  const down = { length: level.heightPx, step: choice.stepY, extent: film.heightPx / halvings };
  const isOnSide = quarterTurns % 2 === 1;
  const isXReversed = (quarterTurns === 1 || quarterTurns === 2) !== isMirrored;
  const isYReversed = quarterTurns >= 2;
  return {
    x: { ...(isOnSide ? down : across), offsetPx: leftPx, isReversed: isXReversed },
    y: { ...(isOnSide ? across : down), offsetPx: topPx, isReversed: isYReversed },
    strideX: isOnSide ? level.widthPx : 1,
    strideY: isOnSide ? 1 : level.widthPx,
  };
}

/** The samples along the screen's x axis that a part of it is drawn from, and where they lie. */
interface Run {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly stride: number;
}

/** Weighs three lines of samples into one, `line`, at the run's places: what all pixels of a row have in common. */
function mixLines(
  line: Float64Array,
  samples: PyramidLevel['samples'],
  [startA, startB, startC]: readonly [number, number, number],
  [weightA, weightB, weightC]: readonly [number, number, number],
  { from, to, stride }: Run,
): void {
  for (let index = from, at = from * stride; index < to; index += 1, at += stride) {
    line[index] =
      weightA * samples[startA + at] + weightB * samples[startB + at] + weightC * samples[startC + at];
  }
}

/** One row of the screen, from a line of samples and the three of it that each pixel takes. */
function resampleRow(codes: Uint16Array, to: number, line: Float64Array, { indices, weights }: Taps): void {
  for (let at = 0, pixel = to; at < indices.length; at += TAPS, pixel += 1) {
    codes[pixel] =
      weights[at] * line[indices[at]] +
      weights[at + 1] * line[indices[at + 1]] +
      weights[at + 2] * line[indices[at + 2]] +
      0.5;
  }
}

/** Draws a film's samples as they are placed, before any window. */
export function resampleFilm(film: ViewableFilm, placement: Placement, frame: Frame): Resampled {
  const choice = chooseLevel(film, placement);
  const { x, y, strideX, strideY } = alignAxes(film, placement, choice);
  const leftPx = Math.max(0, placement.leftPx);
  const topPx = Math.max(0, placement.topPx);
  const widthPx = Math.max(
    0,
    Math.min(frame.widthPx, Math.round(placement.leftPx + placement.widthPx)) - leftPx,
  );
  const heightPx = Math.max(
    0,
    Math.min(frame.heightPx, Math.round(placement.topPx + placement.heightPx)) - topPx,
  );
  const columns = tapAxis(x, leftPx, leftPx + widthPx);
  const rows = tapAxis(y, topPx, topPx + heightPx);
  const run: Run = {
    from: columns.indices.reduce((least, index) => Math.min(least, index), x.length),
    to: columns.indices.reduce((most, index) => Math.max(most, index), -1) + 1,
    stride: strideX,
  };
  const line = new Float64Array(x.length);
  const fineness = finenessOf(film);
  const codes = new Uint16Array(widthPx * heightPx);
  const { samples } = film.levels[choice.index];
  for (let row = 0; row < heightPx; row += 1) {
    const at = TAPS * row;
    mixLines(
      line,
      samples,
      [rows.indices[at] * strideY, rows.indices[at + 1] * strideY, rows.indices[at + 2] * strideY],
      [rows.weights[at] * fineness, rows.weights[at + 1] * fineness, rows.weights[at + 2] * fineness],
      run,
    );
    resampleRow(codes, row * widthPx, line, columns);
  }
  return { leftPx, topPx, widthPx, heightPx, codes };
}
