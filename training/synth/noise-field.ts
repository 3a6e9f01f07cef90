/**
 * Smooth seeded noise over the body plane, in centimetres: tissue texture that does not depend on the film's size.
 * Value noise on a lattice (Perlin, SIGGRAPH 1985, with values in place of gradients), several octaves.
 */
import { mixSeed } from '../../src/model/random.ts';

/** Noise at a body position, about -1 to 1, mean about 0. */
export type NoiseField = (xCm: number, yCm: number) => number;

/** Side of the periodic lattice; a power of two. */
const LATTICE = 64;

/** Quintic fade: zero slope and curvature at the lattice points. */
const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

/**
 * Makes a field.
 *
 * @param seed any integer
 * @param coarsestCm size of the largest features
 * @param octaves each halves the size and scales the height by `gain`
 */
export function createNoiseField(seed: number, coarsestCm: number, octaves: number, gain = 0.5): NoiseField {
  const lattices = Array.from({ length: octaves }, (_, octave) =>
    Float32Array.from(
      { length: LATTICE * LATTICE },
      (_unused, index) => mixSeed(seed, octave, index) / 2147483648 - 1,
    ),
  );
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) total += gain ** octave;
  return (xCm, yCm) => {
    let sum = 0;
    let height = 1 / total;
    let perCm = 1 / coarsestCm;
    for (const lattice of lattices) {
      sum += height * interpolate(lattice, xCm * perCm, yCm * perCm);
      height *= gain;
      perCm *= 2;
    }
    return sum;
  };
}

function interpolate(lattice: Float32Array, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const tx = fade(x - column);
  const ty = fade(y - row);
  const left = column & (LATTICE - 1);
  const right = (column + 1) & (LATTICE - 1);
  const top = (row & (LATTICE - 1)) * LATTICE;
  const bottom = ((row + 1) & (LATTICE - 1)) * LATTICE;
  const upper = lattice[top + left] + (lattice[top + right] - lattice[top + left]) * tx;
  const lower = lattice[bottom + left] + (lattice[bottom + right] - lattice[bottom + left]) * tx;
  return upper + (lower - upper) * ty;
}
