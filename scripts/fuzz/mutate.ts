/**
 * Seeded damage: what transfers, disks, editors and writers do to files, and what an attacker would. Pure.
 */
import { joinBytes } from '../../src/image/join-bytes.ts';
import { createRandom, type Random } from '../../src/model/random.ts';

/** What was done. */
export type MutationKind =
  | 'cut off'
  | 'bytes lost'
  | 'bytes added'
  | 'bits flipped'
  | 'bytes overwritten'
  | 'number forged'
  | 'blocks exchanged'
  | 'joined to another file';

/** A damaged file. */
export interface Mutant {
  readonly kind: MutationKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes from the start in which a file's structure mostly lies. */
const HEAD_BYTES = 900;

type Mutation = (file: Uint8Array, random: Random, other: Uint8Array) => Uint8Array<ArrayBuffer>;

/** A place, every second one in the head. */
function pickPlace(file: Uint8Array, random: Random): number {
  return random.integer(random.uniform() < 0.5 ? Math.min(file.length, HEAD_BYTES) : file.length);
}

/** Numbers that break sums: none, one, signs, all bits. */
const FORGED = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0xfde8, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff,
];

const MUTATIONS: Readonly<Record<MutationKind, Mutation>> = {
  'cut off': (file, random) => joinBytes([file.subarray(0, random.integer(file.length))]),
  'bytes lost': (file, random) => {
    const from = pickPlace(file, random);
    return joinBytes([file.subarray(0, from), file.subarray(from + 1 + random.integer(40))]);
  },
  'bytes added': (file, random) => {
    const at = pickPlace(file, random);
    const added = Array.from({ length: 1 + random.integer(40) }, () => random.integer(256));
    return joinBytes([file.subarray(0, at), added, file.subarray(at)]);
  },
  'bits flipped': (file, random) => {
    const damaged = joinBytes([file]);
    for (let flips = 1 + random.integer(8); flips > 0; flips -= 1) {
      damaged[pickPlace(file, random)] ^= 1 << random.integer(8);
    }
    return damaged;
  },
  'bytes overwritten': (file, random) => {
    const at = pickPlace(file, random);
    const value = [0, 0xff, random.integer(256)][random.integer(3)];
    return joinBytes([file]).fill(value, at, at + 1 + random.integer(600));
  },
  'number forged': (file, random) => {
    const damaged = joinBytes([file]);
    const view = new DataView(damaged.buffer);
    const bytes = [1, 2, 4][random.integer(3)];
    const at = Math.max(0, Math.min(pickPlace(file, random), file.length - bytes));
    const value = FORGED[random.integer(FORGED.length)];
    const isLittle = random.uniform() < 0.5;
    if (bytes === 1) view.setUint8(at, value & 0xff);
    else if (bytes === 2) view.setUint16(at, value & 0xffff, isLittle);
    else view.setUint32(at, value, isLittle);
    return damaged;
  },
  'blocks exchanged': (file, random) => {
    const [a, b, c] = [0, 0, 0].map(() => pickPlace(file, random)).sort((x, y) => x - y);
    return joinBytes([file.subarray(0, a), file.subarray(b, c), file.subarray(a, b), file.subarray(c)]);
  },
  'joined to another file': (file, random, other) =>
    joinBytes([file.subarray(0, pickPlace(file, random)), other.subarray(pickPlace(other, random))]),
};

const KINDS = Object.keys(MUTATIONS) as MutationKind[];

/**
 * Damages a file.
 *
 * @param other another valid file, for what begins as one and ends as the other
 * @param seed with `index` it decides everything
 */
export function mutate(file: Uint8Array, other: Uint8Array, seed: number, index: number): Mutant {
  const random = createRandom(0xf022, seed, index);
  const kind = KINDS[random.integer(KINDS.length)];
  return { kind, bytes: MUTATIONS[kind](file, random, other) };
}
