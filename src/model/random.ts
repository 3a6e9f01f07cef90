/**
 * Seeded random numbers that are the same on every machine: samples, fixtures, splits and augmentation depend on it.
 * Never for secrets.
 */

/** A stream of random numbers; each call moves it on. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Standard normal (Box and Muller, 1958). */
  readonly normal: () => number;
  /** Uniform integer in [0, limit). */
  readonly integer: (limit: number) => number;
}

/** Mixes words into one 32-bit seed (the finaliser of MurmurHash3), so that neighbouring seeds give unlike streams. */
export function mixSeed(...words: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const word of words) {
    hash ^= word | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/**
 * A stream by sfc32 (Chris Doty-Humphrey's PractRand, "small fast counter"), warmed up from a 32-bit seed.
 *
 * @param seed any integers; the same ones give the same stream
 */
export function createRandom(...seed: readonly number[]): Random {
  let a = mixSeed(1, ...seed) | 0;
  let b = mixSeed(2, ...seed) | 0;
  let c = mixSeed(3, ...seed) | 0;
  let counter = 1;
  const uniform = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i += 1) uniform();
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (limit) => Math.floor(uniform() * limit),
  };
}

/** Shuffles a copy of the items (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = random.integer(i + 1);
    const held = shuffled[i];
    shuffled[i] = shuffled[j];
    shuffled[j] = held;
  }
  return shuffled;
}
