/**
 * A film's smaller copies, so that drawing a large one small reads each of its pixels once, not at every frame.
 * For the screen alone, like the preview: the network's input is resized by `src/model/preprocess.ts`.
 */
import type { FilmValues, PyramidLevel, Samples, ViewableFilm } from './film-values.ts';

/** Levels smaller than this are never drawn: no screen shows a film that small. */
const MIN_LEVEL_SIDE_PX = 64;

/** Half the size, rounded down; an odd last row or column is left to the level above. */
export function halve({ widthPx, heightPx, samples }: PyramidLevel): PyramidLevel {
  const width = Math.floor(widthPx / 2);
  const height = Math.floor(heightPx / 2);
  const half: Samples =
    samples instanceof Uint8Array ? new Uint8Array(width * height) : new Uint16Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = 2 * y * widthPx;
    for (let x = 0; x < width; x += 1, to += 1, from += 2) {
      const sum = samples[from] + samples[from + 1] + samples[from + widthPx] + samples[from + widthPx + 1];
      // Half a sample up: the mean is rounded, not cut.
      half[to] = (sum + 2) >> 2;
    }
  }
  return { widthPx: width, heightPx: height, samples: half };
}

/** A film with its smaller copies; takes over its samples. */
export function makeViewable(film: FilmValues): ViewableFilm {
  const { samples, ...facts } = film;
  let lowSample = samples[0];
  let highSample = samples[0];
  for (let at = 1; at < samples.length; at += 1) {
    const sample = samples[at];
    if (sample < lowSample) lowSample = sample;
    if (sample > highSample) highSample = sample;
  }
  let level: PyramidLevel = { widthPx: film.widthPx, heightPx: film.heightPx, samples };
  const levels = [level];
  while (Math.min(level.widthPx, level.heightPx) >= 2 * MIN_LEVEL_SIDE_PX) {
    level = halve(level);
    levels.push(level);
  }
  return { ...facts, levels, lowSample, highSample };
}
