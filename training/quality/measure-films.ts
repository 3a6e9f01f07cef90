/**
 * Runs the quality checks over films that are taken to be upright and unaltered, and turned and inverted copies of them.
 */
import { DecodeError } from '../../src/image/decode-error.ts';
import { checkQuality } from '../../src/image/quality.ts';
import {
  CORRECTIONS,
  type Correction,
  judgeOrientation,
  type Orientation,
  type OrientationModel,
  turnIndices,
} from '../../src/model/orientation.ts';
import { type GreyImage, preprocess } from '../../src/model/preprocess.ts';
import { INPUT_SIZE_PX } from '../../src/model/spec.ts';
import { countJudgements, type OrientationRow } from './measure-orientation.ts';

/** What was found on one set of films. */
export interface FilmSetReport {
  readonly name: string;
  readonly films: number;
  /** The films as they are, then every way of lying. */
  readonly orientation: readonly OrientationRow[];
  /** How many films each code of the other checks was said of. */
  readonly codes: Readonly<Record<string, number>>;
}

/** Adds up what is found. */
export interface FilmMeter {
  /** Measures one film. */
  add(image: GreyImage): void;
  /** @throws RangeError when no film was added */
  measure(): Omit<FilmSetReport, 'name'>;
}

function checkOne(image: GreyImage): readonly string[] {
  const { widthPx, heightPx, pixels, white } = image;
  if (pixels instanceof Float32Array) throw new RangeError('A decoded film has whole numbers.');
  try {
    return checkQuality({ widthPx, heightPx, grey: pixels, white, bitDepth: 8, colour: null, warnings: [] });
  } catch (error) {
    if (error instanceof DecodeError) return [error.code];
    throw error;
  }
}

/**
 * The network input of a film that lies so. Turning a film and then making its input gives the same, to the last bits: the
 * resize treats both axes and both directions alike, and standardising changes its sign with the film's.
 */
function makeLie(input: Float32Array, { quarterTurns, isInverted }: Correction): Float32Array {
  const from = turnIndices(INPUT_SIZE_PX, quarterTurns);
  return input.map((_, at) => (isInverted ? -input[from[at]] : input[from[at]]));
}

/** A meter for one set. */
export function createFilmMeter(model: OrientationModel): FilmMeter {
  const judgements: Orientation[][] = CORRECTIONS.map(() => []);
  const codes = new Map<string, number>();
  return {
    add(image) {
      for (const code of checkOne(image)) codes.set(code, (codes.get(code) ?? 0) + 1);
      const input = preprocess(image);
      for (const [index, lie] of CORRECTIONS.entries()) {
        judgements[index].push(judgeOrientation(makeLie(input, lie), INPUT_SIZE_PX, model));
      }
    },
    measure() {
      return {
        films: judgements[0].length,
        orientation: CORRECTIONS.map((lie, index) => countJudgements(lie, judgements[index])),
        codes: Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    },
  };
}
