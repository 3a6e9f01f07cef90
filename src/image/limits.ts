/**
 * Every limit of decoding, in one place.
 */

/** Largest width x height that is decoded: a 64-megapixel film takes about 0.5 GB on the way. */
export const MAX_PIXELS = 64_000_000;

/** Shortest side that can be read: the network sees 160 px, and less than 200 px leaves nothing to antialias. */
export const MIN_SIDE_PX = 200;

/** Largest file that is read into memory. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Longest time that one file may keep a worker; past it the worker is killed. A 64-megapixel PNG takes 5 s on two idle cores. */
export const DECODE_TIMEOUT_MS = 30_000;

/** Workers that decode at once: the main thread computes meanwhile, and two cores are common. */
export const DECODE_WORKERS = 2;

/** Longest side of a preview. */
export const PREVIEW_SIDE_PX = 1024;
