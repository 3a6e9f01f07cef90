/**
 * A film in its frame as the reader looks at it: what there is of it, where it lies and what is drawn.
 */
import type { RefObject } from 'react';
import type { ViewableFilm } from '../../image/film-values.ts';
import type { VoiWindow } from '../../image/voi-window.ts';
import type { Study } from '../../study/study.ts';
import { isShownInverted, windowOf } from '../../viewer/look.ts';
import type { Scene } from '../../viewer/scene.ts';
import { type Placement, placeFilm } from '../../viewer/view.ts';
import { type OverlayPlace, placeOverlay, sizeOf } from './film-place.ts';
import { type Film, useFilm } from './use-film.ts';
import { type MeasuredFrame, useFrame } from './use-frame.ts';
import { type LookState, useLook, type ViewLink } from './use-look.ts';

/** What is laid out; there is none before the picture and the frame's size are known. */
export interface Layout {
  readonly measured: MeasuredFrame;
  readonly placement: Placement;
  readonly place: OverlayPlace;
}

/** What is drawn at full depth. */
export interface Drawn {
  readonly film: ViewableFilm;
  readonly scene: Scene;
}

/** A film as it is looked at. */
export interface FilmSight extends LookState {
  readonly film: Film;
  /** null with a preview alone. */
  readonly window: VoiWindow | null;
  readonly layout: Layout | null;
  readonly drawn: Drawn | null;
}

/** Follows a study's film in a frame. */
export function useSight(
  study: Study,
  frameRef: RefObject<HTMLElement | null>,
  link: ViewLink | null,
): FilmSight {
  const { preview } = study;
  const measured = useFrame(frameRef);
  const film = useFilm(study);
  const viewable = film.state.kind === 'ready' ? film.state.film : null;
  const size = preview === null ? null : sizeOf(study, preview, viewable);
  const sight = size === null || measured === null ? null : { film: size, frame: measured.frame, viewable };
  const state = useLook({
    key: `${study.id}.${study.run}.${size?.widthPx}`,
    sight,
    link,
  });
  const { look } = state;
  const window = windowOf(look, { viewable });
  if (preview === null || measured === null || sight === null) {
    return { ...state, film, window, layout: null, drawn: null };
  }
  const placement = placeFilm(sight.film, look.view, sight.frame);
  const layout = { measured, placement, place: placeOverlay(placement, preview, measured) };
  if (viewable === null || window === null) return { ...state, film, window, layout, drawn: null };
  const scene = { frame: sight.frame, placement, window, isInverted: isShownInverted(look, viewable) };
  return { ...state, film, window, layout, drawn: { film: viewable, scene } };
}
