/**
 * What is drawn, and what draws it.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import type { VoiWindow } from '../image/voi-window.ts';
import type { Frame, Placement } from './view.ts';

/** One picture. */
export interface Scene {
  /** In device pixels. */
  readonly frame: Frame;
  readonly placement: Placement;
  readonly window: VoiWindow;
  /** Whether low values are white. */
  readonly isInverted: boolean;
}

/** A canvas that shows one film at a time, black around it. */
export interface Surface {
  /** Which way of drawing it is. */
  readonly kind: 'webgl2' | 'canvas';
  readonly canvas: HTMLCanvasElement;
  /** Takes a film, in place of the one before. */
  setFilm(film: ViewableFilm): void;
  /** Draws at once; nothing before the first film. */
  draw(scene: Scene): void;
  /** Frees what it holds on the graphics processor; the canvas can't be drawn to any more. */
  dispose(): void;
}
