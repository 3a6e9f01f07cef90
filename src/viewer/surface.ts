/**
 * Chooses what draws the film: the graphics processor where it may and can, else the processor. A context that is lost, or a
 * film larger than a texture may be, changes the way of drawing and nothing that is seen.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import { createGlSurface, type GlSurface } from './gl-surface.ts';
import { createGreySurface } from './grey-surface.ts';
import type { Scene, Surface } from './scene.ts';

/** A place in the document that shows films. */
export interface Screen {
  /** Shows a film, or the same one otherwise. */
  show(film: ViewableFilm, scene: Scene): void;
  /** Shows nothing; what lies beneath is seen. */
  clear(): void;
  dispose(): void;
}

/**
 * @param host takes the canvas; nothing else may put anything into it
 * @param isGpuTrusted whether the graphics processor may draw; false where it was found wanting, or the reader refused it
 */
export function createScreen(host: HTMLElement, isGpuTrusted: boolean): Screen {
  let gl: GlSurface | null = null;
  let grey: Surface | null = null;
  let mayUseGl = isGpuTrusted;
  let surface: Surface | null = null;
  let shown: { readonly film: ViewableFilm; readonly scene: Scene } | null = null;

  const loseGl = (): void => {
    gl?.dispose();
    gl = null;
    mayUseGl = false;
    if (shown !== null) draw(shown.film, shown.scene, true);
  };

  const surfaceFor = ({ widthPx, heightPx }: ViewableFilm): Surface => {
    if (mayUseGl) gl ??= createGlSurface(loseGl);
    if (gl === null) mayUseGl = false;
    if (gl !== null && Math.max(widthPx, heightPx) <= gl.maxSidePx) return gl;
    grey ??= createGreySurface();
    return grey;
  };

  const draw = (film: ViewableFilm, scene: Scene, isNew: boolean): void => {
    const next = isNew || surface === null ? surfaceFor(film) : surface;
    if (isNew) next.setFilm(film);
    next.draw(scene);
    if (next !== surface || next.canvas.parentNode !== host) host.replaceChildren(next.canvas);
    host.dataset.surface = next.kind;
    surface = next;
  };

  return {
    clear() {
      shown = null;
      host.replaceChildren();
    },
    show(film, scene) {
      const isNew = shown?.film !== film;
      shown = { film, scene };
      draw(film, scene, isNew);
    },
    dispose() {
      shown = null;
      gl?.dispose();
      grey?.dispose();
      host.replaceChildren();
    },
  };
}
