/**
 * Where a film lies in its frame: zoom, place, turn, mirror. Pure; lengths in device pixels.
 * Invariants: a view is of the film, not of the frame, so that it holds when the frame changes its size; an axis that fits
 * is centred, a larger one never leaves its frame; nothing here touches a value of the film.
 */
import type { QuarterTurns } from '../model/orientation.ts';

/** The film's own size. */
export interface FilmSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Height of a pixel as a multiple of its width. */
  readonly pixelAspect: number;
}

/** The frame's size. */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A place, from the upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How the reader looks at a film. */
export interface View {
  /** Device pixels for a column of the film; null: as large as fits. */
  readonly scale: number | null;
  /** What is in the middle of the frame, as shares of the film as it was read, 0 to 1. */
  readonly center: Point;
  /** Clockwise, before the mirror. */
  readonly quarterTurns: QuarterTurns;
  /** Left and right exchanged, as it is seen. */
  readonly isMirrored: boolean;
}

/** The view that a film comes with: whole, as it was read. */
export const WHOLE: View = { scale: null, center: { x: 0.5, y: 0.5 }, quarterTurns: 0, isMirrored: false };

/** Largest zoom: device pixels for a column of the film. */
const MAX_SCALE = 32;

/** The film's rectangle in its frame, as it is shown. */
export interface Placement {
  /** Whole device pixels, so that a film one to one lies on the screen's own pixels. */
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly scale: number;
  readonly quarterTurns: QuarterTurns;
  readonly isMirrored: boolean;
}

type Pose = Pick<View, 'quarterTurns' | 'isMirrored'>;

/** A place of the film, in shares of it, as it is shown. */
export function toShown({ x, y }: Point, { quarterTurns, isMirrored }: Pose): Point {
  const turned = [
    { x, y },
    { x: 1 - y, y: x },
    { x: 1 - x, y: 1 - y },
    { x: y, y: 1 - x },
  ][quarterTurns];
  return isMirrored ? { x: 1 - turned.x, y: turned.y } : turned;
}

/** The reverse of `toShown`. */
export function toFilm(shown: Point, { quarterTurns, isMirrored }: Pose): Point {
  const { x, y } = isMirrored ? { x: 1 - shown.x, y: shown.y } : shown;
  return [
    { x, y },
    { x: y, y: 1 - x },
    { x: 1 - x, y: 1 - y },
    { x: 1 - y, y: x },
  ][quarterTurns];
}

/** Width and height as shown, for a column of one pixel. */
function shownSize({ widthPx, heightPx, pixelAspect }: FilmSize, { quarterTurns }: Pose): Point {
  const [x, y] = [widthPx, heightPx * pixelAspect];
  return quarterTurns % 2 === 0 ? { x, y } : { x: y, y: x };
}

/** The scale at which the whole film just fits. */
export function fitScale(film: FilmSize, pose: Pose, frame: Frame): number {
  const size = shownSize(film, pose);
  return Math.min(frame.widthPx / size.x, frame.heightPx / size.y);
}

/** Keeps a film that is larger than its frame filling it, and one that fits in the middle. */
function clampAxis(center: number, shownPx: number, framePx: number): number {
  const margin = framePx / 2 / shownPx;
  return margin >= 0.5 ? 0.5 : Math.min(1 - margin, Math.max(margin, center));
}

/** Where a view puts a film. */
export function placeFilm(film: FilmSize, view: View, frame: Frame): Placement {
  const { quarterTurns, isMirrored } = view;
  const scale = view.scale ?? fitScale(film, view, frame);
  const size = shownSize(film, view);
  const [widthPx, heightPx] = [size.x * scale, size.y * scale];
  const center = toShown(view.center, view);
  return {
    leftPx: Math.round(frame.widthPx / 2 - clampAxis(center.x, widthPx, frame.widthPx) * widthPx),
    topPx: Math.round(frame.heightPx / 2 - clampAxis(center.y, heightPx, frame.heightPx) * heightPx),
    widthPx,
    heightPx,
    scale,
    quarterTurns,
    isMirrored,
  };
}

/** The view of this scale with a place of the film, in shares as shown, under a place of the frame. */
function anchor(film: FilmSize, view: View, frame: Frame, scale: number, shown: Point, at: Point): View {
  const size = shownSize(film, view);
  const center = {
    x: clampAxis(shown.x + (frame.widthPx / 2 - at.x) / (size.x * scale), size.x * scale, frame.widthPx),
    y: clampAxis(shown.y + (frame.heightPx / 2 - at.y) / (size.y * scale), size.y * scale, frame.heightPx),
  };
  return { ...view, scale, center: toFilm(center, view) };
}

/** The place of the film under a place of the frame, in shares as shown. */
function findShown(placement: Placement, { x, y }: Point): Point {
  return {
    x: (x - placement.leftPx) / placement.widthPx,
    y: (y - placement.topPx) / placement.heightPx,
  };
}

/** Whether a scale is the fitting one, but for rounding. */
function isFit(scale: number, fit: number): boolean {
  return Math.abs(scale / fit - 1) < 1e-9;
}

/**
 * Zooms; the film under `at` stays under it, as far as the film fills its frame. Not smaller than fits.
 *
 * @param factor above 1 enlarges
 */
export function zoomView(film: FilmSize, view: View, frame: Frame, factor: number, at: Point): View {
  const placement = placeFilm(film, view, frame);
  const fit = fitScale(film, view, frame);
  const scale = Math.min(Math.max(MAX_SCALE, fit), Math.max(fit, placement.scale * factor));
  if (isFit(scale, fit)) return { ...view, scale: null, center: WHOLE.center };
  return anchor(film, view, frame, scale, findShown(placement, at), at);
}

/** Zooms to a scale about the middle of the frame. */
export function setScale(film: FilmSize, view: View, frame: Frame, scale: number): View {
  const middle = { x: frame.widthPx / 2, y: frame.heightPx / 2 };
  return anchor(film, view, frame, scale, findShown(placeFilm(film, view, frame), middle), middle);
}

/** Moves the film by this much, as far as it goes. */
export function panView(film: FilmSize, view: View, frame: Frame, by: Point): View {
  if (view.scale === null) return view;
  const placement = placeFilm(film, view, frame);
  const middle = { x: frame.widthPx / 2, y: frame.heightPx / 2 };
  const at = { x: middle.x + by.x, y: middle.y + by.y };
  return anchor(film, view, frame, view.scale, findShown(placement, middle), at);
}

/** Turns by a quarter, clockwise as it is seen, mirrored or not. What is in the middle stays there. */
export function turnView(view: View, direction: 'right' | 'left'): View {
  // A mirrored film turns the other way beneath its mirror.
  const step = (direction === 'right') === view.isMirrored ? 3 : 1;
  return { ...view, quarterTurns: ((view.quarterTurns + step) % 4) as QuarterTurns };
}

/** Exchanges left and right, as it is seen. What is in the middle stays there. */
export function mirrorView(view: View): View {
  return { ...view, isMirrored: !view.isMirrored };
}

/** Whether the film is seen otherwise than it was read: turned or mirrored. */
export function isPosed({ quarterTurns, isMirrored }: View): boolean {
  return quarterTurns !== 0 || isMirrored;
}

/**
 * The six numbers of a CSS `matrix()` that lay a picture of the film over the film as it is placed.
 *
 * @param picture its own size in CSS pixels
 * @param pixelRatio device pixels for one of CSS
 */
export function matrixOf(placement: Placement, picture: Frame, pixelRatio: number): readonly number[] {
  const at = (x: number, y: number): Point => {
    const shown = toShown({ x, y }, placement);
    return {
      x: (placement.leftPx + shown.x * placement.widthPx) / pixelRatio,
      y: (placement.topPx + shown.y * placement.heightPx) / pixelRatio,
    };
  };
  const [origin, right, down] = [at(0, 0), at(1, 0), at(0, 1)];
  return [
    (right.x - origin.x) / picture.widthPx,
    (right.y - origin.y) / picture.widthPx,
    (down.x - origin.x) / picture.heightPx,
    (down.y - origin.y) / picture.heightPx,
    origin.x,
    origin.y,
  ];
}
