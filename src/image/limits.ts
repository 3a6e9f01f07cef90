/**
 * Every limit of decoding, in one place.
 */

/** Largest width x height that is decoded: a 64-megapixel film takes about 0.5 GB on the way. */
export const MAX_PIXELS = 64_000_000;

/** Shortest side that can be read: the network sees 160 px, and less than 200 px leaves nothing to antialias. */
export const MIN_SIDE_PX = 200;

/** Largest file that is read into memory. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Largest inflated data set: the pixels of the largest film at 16 bits, and as much again as tags may take. */
export const MAX_INFLATED_BYTES = 2 * MAX_PIXELS + 16 * 1024 * 1024;

/** Units of the limits below. */
export const BYTES_PER_MEGABYTE = 1_000_000;
export const PIXELS_PER_MEGAPIXEL = 1_000_000;

/**
 * Longest time of each step of a decode (see `steps.ts`); past it the worker of an idle machine is killed. About five times what two idle cores
 * take: JPEG 2000 0.4 s a megapixel, PNG 0.08 s; a ward's computer is slower, and does other things meanwhile.
 */
export const STEP_LIMITS_MS = {
  /** Of a step that has nothing to do: with it alone, a small bad file is given up within 2 s. */
  base: 1700,
  perMegapixel: 400,
  slowPerMegapixel: 2000,
  inspectingPerMegabyte: 100,
  readingPerMegabyte: 250,
  /** Start of the worker, fetch of a codec: at a bad moment over a bad line. */
  loading: 20_000,
} as const;

/**
 * How often in a row, spread over a step's time, the machine has to be found idle before a file is given up. Once may be by chance: where a
 * computer is shared with others (a virtual one), one core may be taken away while the other, on which the page looks, is not.
 */
export const IDLE_LOOKS = 2;

/** How often a step's time begins anew while the machine is busy, so that a hang ends there too. */
export const MAX_EXTENSIONS = 20;

/** A timer that comes later than this was held up by the page's own work, or by the computer's sleep. */
export const LATE_TIMER_MS = 100;

/** Workers that decode at once: the main thread computes meanwhile, and two cores are common. */
export const DECODE_WORKERS = 2;

/** Longest side of a preview. */
export const PREVIEW_SIDE_PX = 1024;
