/** What is changed by mutation testing, in three parts, and the unit tests that have to notice. */

/**
 * @typedef {'model' | 'study' | 'image'} Part
 * @typedef {{ pattern: string, why: string }} LeftOut
 */

export const PARTS = /** @type {const} */ (['model', 'study', 'image']);

/** What no part changes, with the reason as docs/mutation.md prints it. @type {readonly LeftOut[]} */
export const LEFT_OUT = [
  { pattern: 'src/**/*.test.ts', why: 'tests' },
  { pattern: 'src/**/fixtures/**', why: 'what tests write their files with' },
  { pattern: 'src/**/*.d.ts', why: 'types alone' },
  { pattern: 'src/model/orientation-weights.ts', why: 'a table of learned numbers' },
  {
    pattern: 'src/image/dicom/codecs.ts',
    why: 'loads wasm codecs; read in the browser tests and by dcmtk.test.ts',
  },
];

/** Groups of files, each changed in one run. @type {Record<Part, readonly string[]>} */
const SOURCES = {
  model: ['src/model/*.ts', 'src/model/metrics/**/*.ts'],
  study: ['src/study/**/*.ts'],
  // What computes on numbers and bytes alone: no worker, no canvas, no codec.
  image: [
    'src/image/{avif,bmp,jpeg,webp}-header.ts',
    'src/image/{borders,burned-in-text,colour,correct,dimensions,exif,pack-bits,png-chunks,pyramid}.ts',
    'src/image/{quality,samples-to-pixels,sniff,steps,turn,voi-window}.ts',
    'src/image/dicom/**/*.ts',
    'src/image/tiff/**/*.ts',
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

/**
 * @param {Part} part
 * @returns {string[]} globs of one group each, separated by commas, what is left out with a leading !
 */
export function groupsOf(part) {
  const leftOut = LEFT_OUT.map(({ pattern }) => `!${pattern}`);
  return SOURCES[part].map((pattern) => [pattern, ...leftOut].join(','));
}

/**
 * @param {Part} part
 * @returns {string[]} globs of its unit tests
 */
export function testsOf(part) {
  return [`src/${part}/**/*.test.ts`];
}
