/**
 * What dragging and typing do to a window. Pure.
 * Invariants: a window never gets impossible, and never leaves the film's values so far behind that it could not be found again.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import type { VoiWindow } from '../image/voi-window.ts';
import type { Point } from './view.ts';

/** Pointer pixels over which the width doubles. */
const DOUBLING_PX = 150;
/** Pointer pixels over which the center moves by one width. */
const WIDTH_PX = 400;

/** What of a film bounds its windows. */
export type WindowedFilm = Pick<
  ViewableFilm,
  'slope' | 'intercept' | 'lowSample' | 'highSample' | 'isInverted'
>;

/** Smallest and largest value, in this order whatever the slope's sign. */
export function valueRange({ slope, intercept, lowSample, highSample }: WindowedFilm): {
  readonly low: number;
  readonly high: number;
} {
  const ends = [lowSample * slope + intercept, highSample * slope + intercept];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** The nearest window that is possible and shows something of the film's values. */
export function clampWindow(window: VoiWindow, film: WindowedFilm): VoiWindow {
  const { low, high } = valueRange(film);
  const span = Math.max(high - low, 1);
  const width = Math.min(Math.max(window.width, 1), 4 * span);
  const center = Math.min(Math.max(window.center, low - span), high + span);
  return { ...window, center, width };
}

/**
 * The window after a drag: right widens, down darkens, in steps that fit the window, so that a narrow one is set as finely
 * as a wide one.
 *
 * @param from the window at the start
 * @param by how far the pointer went since, in CSS pixels
 * @param isInverted whether low values are white as it is shown: the film's polarity, or the reader's inversion of it
 */
export function dragWindow(from: VoiWindow, by: Point, film: WindowedFilm, isInverted: boolean): VoiWindow {
  const width = from.width * 2 ** (by.x / DOUBLING_PX);
  const step = ((isInverted ? -1 : 1) * by.y * from.width) / WIDTH_PX;
  return clampWindow({ ...from, width, center: from.center + step }, film);
}
