/**
 * Where the film's preview and what is laid over it stand in the frame, for the style sheet.
 */
import type { CSSProperties } from 'react';
import type { ViewableFilm } from '../../image/film-values.ts';
import type { Preview, Study } from '../../study/study.ts';
import { type FilmSize, matrixOf, type Placement } from '../../viewer/view.ts';
import type { MeasuredFrame } from './use-frame.ts';

/** Where an overlay lies. */
export interface OverlayPlace {
  /** For an element of the preview's own size. */
  readonly style: CSSProperties;
  /** Left edge and width of what is seen of the film, in CSS pixels of the frame. */
  readonly leftPx: number;
  readonly widthPx: number;
}

/** The film's size; before its full depth is there, by the study's facts, and of a study without facts the preview's. */
export function sizeOf({ state }: Study, preview: Preview, viewable: ViewableFilm | null): FilmSize {
  if (viewable !== null) return viewable;
  if (state.kind !== 'predicted') return { ...preview, pixelAspect: 1 };
  const { widthPx, heightPx } = state.result.film;
  return { widthPx, heightPx, pixelAspect: (preview.heightPx / preview.widthPx) * (widthPx / heightPx) };
}

/** The place of anything that has the preview's size. */
export function placeOverlay(
  placement: Placement,
  preview: Preview,
  { frame, pixelRatio }: MeasuredFrame,
): OverlayPlace {
  const left = Math.max(0, placement.leftPx);
  const right = Math.min(frame.widthPx, placement.leftPx + placement.widthPx);
  const matrix = matrixOf(placement, preview, pixelRatio);
  return {
    // A custom property, so that paper can do without it.
    style: { '--place': `matrix(${matrix.join(', ')})` } as CSSProperties,
    leftPx: left / pixelRatio,
    widthPx: (right - left) / pixelRatio,
  };
}
