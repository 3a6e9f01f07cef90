/** What is changed by mutation testing, in three parts, and the unit tests that have to notice. */

/**
 * @typedef {'model' | 'study' | 'image'} Part
 * @typedef {{ pattern: string, why: string }} LeftOut
 * @typedef {{ files: readonly string[], tests: readonly string[] }} Group globs
 */

export const PARTS = /** @type {const} */ (['model', 'study', 'image']);

/** What no part changes, with the reason as docs/mutation.md prints it. @type {readonly LeftOut[]} */
export const LEFT_OUT = [
  { pattern: 'src/**/*.test.ts', why: 'tests' },
  { pattern: 'src/**/fixtures/**', why: 'what tests write their files with' },
  { pattern: 'src/**/*.d.ts', why: 'types alone' },
  { pattern: 'src/model/orientation-weights.ts', why: 'a table of learned numbers' },
  {
    pattern: 'src/image/dicom/{codec-instances,codecs}.ts',
    why: 'loads wasm codecs; read in the browser tests and by dcmtk.test.ts',
  },
];

/** Files that are changed in one run, and the unit tests that have to notice. @type {Record<Part, readonly Group[]>} */
const GROUPS = {
  model: [
    { files: ['src/model/*.ts'], tests: ['src/model/**/*.test.ts'] },
    {
      files: ['src/model/metrics/*.ts'],
      tests: ['src/model/metrics/*.test.ts', 'src/model/score-bins.test.ts'],
    },
  ],
  study: [
    { files: ['src/study/*.ts', '!src/study/{passes,runner}.ts'], tests: ['src/study/*.test.ts'] },
    // Most of its changes make tests wait for what doesn't come.
    { files: ['src/study/{passes,runner}.ts'], tests: ['src/study/runner*.test.ts'] },
  ],
  // What computes on numbers and bytes alone: no worker, no canvas, no codec.
  image: [
    {
      files: [
        'src/image/*-header.ts',
        'src/image/{borders,colour,correct,dimensions,exif,png-chunks,pyramid,quality,sniff,steps}.ts',
      ],
      // Those beside the code: whole files decoded would be half a second per test.
      tests: [
        'src/image/*-header.test.ts',
        'src/image/{borders,colour,correct,dimensions,exif,png-chunks,pyramid,quality,sniff,steps}.test.ts',
      ],
    },
    {
      files: ['src/image/{samples-to-pixels,voi-window}.ts', 'src/image/dicom/*.ts'],
      tests: ['src/image/dicom/*.test.ts'],
    },
    {
      files: ['src/image/{pack-bits,turn}.ts', 'src/image/tiff/*.ts'],
      tests: ['src/image/tiff/*.test.ts'],
    },
    { files: ['src/image/burned-in-text.ts'], tests: ['src/image/burned-in-text.test.ts'] },
  ],
};

/** Tests too slow to be run once per change, with the reason. @type {readonly LeftOut[]} */
export const TESTS_LEFT_OUT = [
  {
    pattern: 'src/image/dicom/{dicom-dev,dcmtk,fuzz}.test.ts',
    why: 'hundreds of real or damaged files: seconds per change',
  },
  { pattern: 'src/study/random-life.test.ts', why: 'a hundred random lives: half a minute per change' },
  { pattern: 'src/image/tiff/libtiff.test.ts', why: 'starts a program for each file' },
];

/** Single tests that are, by their names. @type {readonly LeftOut[]} */
export const SLOW_TESTS = [
  { pattern: 'covers the truth about as often as it says', why: 'draws hundreds of sets' },
  { pattern: 'of thousands of files that they can no longer be opened', why: 'lists thousands of files' },
];

/**
 * @param {string | undefined} word
 * @returns {Part}
 * @throws {RangeError} where no part has that name
 */
export function toPart(word) {
  const part = PARTS.find((name) => name === word);
  if (!part) throw new RangeError(`No part ${word}: it is one of ${PARTS.join(', ')}.`);
  return part;
}

/** @param {Part} part */
export function countGroups(part) {
  return GROUPS[part].length;
}

/**
 * What a run is to do, from what `npm run mutation` set for it.
 *
 * @param {Record<string, string | undefined>} env `MUTATION_PART`; `MUTATION_GROUP`, a number from 0, or else
 *   `MUTATION_FILES`, separated by commas, noticed by all tests of the part
 * @returns {{ part: Part, name: string, files: string[], tests: string[] }} `name`: of the group, or of files that were named; then globs, of
 *   files with what is left out behind a leading !
 * @throws {RangeError} where there is no such part or group
 */
export function readRun({ MUTATION_PART, MUTATION_GROUP, MUTATION_FILES }) {
  const part = toPart(MUTATION_PART);
  const groups = MUTATION_GROUP === undefined ? GROUPS[part] : [pickGroup(part, MUTATION_GROUP)];
  return {
    part,
    name: MUTATION_GROUP === undefined ? NAMED : `group-${MUTATION_GROUP}`,
    files: [
      ...(MUTATION_FILES?.split(',') ?? groups.flatMap(({ files }) => files)),
      ...LEFT_OUT.map(({ pattern }) => `!${pattern}`),
    ],
    tests: [...new Set(groups.flatMap(({ tests }) => tests))],
  };
}

/** Of a run of files that were named. */
export const NAMED = 'named';

/**
 * @param {Part} part
 * @param {string} word
 * @returns {Group}
 * @throws {RangeError}
 */
function pickGroup(part, word) {
  const group = /^\d+$/.test(word) ? GROUPS[part][Number(word)] : undefined;
  if (!group) throw new RangeError(`${part} has no group ${word}: they are 0 to ${GROUPS[part].length - 1}.`);
  return group;
}
