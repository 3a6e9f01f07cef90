/**
 * How a reader looks at one film: its place, its window, its polarity; and everything that can be done to that. Pure.
 * Invariant: nothing here reaches what the network read; a look ends with the page.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import type { VoiWindow } from '../image/voi-window.ts';
import {
  type FilmSize,
  type Frame,
  mirrorView,
  type Point,
  panView,
  setScale,
  turnView,
  type View,
  WHOLE,
  zoomView,
} from './view.ts';
import { clampWindow, dragWindow } from './window-drag.ts';

/** The reader's look. */
export interface Look {
  readonly view: View;
  /** null: the window in which the film was read. */
  readonly window: VoiWindow | null;
  /** Black and white exchanged by the reader, on top of the film's own polarity. */
  readonly isInverted: boolean;
}

/** The look that a film comes with: as it was read. */
export const FIRST_LOOK: Look = { view: WHOLE, window: null, isInverted: false };

/** What is looked at, and in what. */
export interface Sight {
  readonly film: FilmSize;
  readonly frame: Frame;
  /** The film at its full depth; null while there is a preview alone, which has no window. */
  readonly viewable: ViewableFilm | null;
}

/** What a reader can do. Lengths of `zoom` and `pan` in device pixels, of `drag-window` in CSS pixels. */
export type LookAction =
  | { readonly type: 'zoom'; readonly factor: number; readonly at?: Point }
  | { readonly type: 'fit' | 'actual-size' | 'invert' | 'mirror' | 'reset' }
  | { readonly type: 'turn'; readonly direction: 'left' | 'right' }
  | { readonly type: 'pan' | 'drag-window'; readonly by: Point }
  | { readonly type: 'set-window'; readonly center?: number; readonly width?: number };

/** The window that is shown; null with a preview alone. */
export function windowOf(look: Look, { viewable }: Pick<Sight, 'viewable'>): VoiWindow | null {
  return viewable === null ? null : (look.window ?? viewable.window);
}

/** Whether low values are white as it is shown. */
export function isShownInverted(look: Look, viewable: ViewableFilm): boolean {
  return viewable.isInverted !== look.isInverted;
}

function changeWindow(
  look: Look,
  sight: Sight,
  change: (from: VoiWindow, film: ViewableFilm) => VoiWindow,
): Look {
  const window = windowOf(look, sight);
  const { viewable } = sight;
  return window === null || viewable === null ? look : { ...look, window: change(window, viewable) };
}

/** The look after an action. */
export function act(look: Look, sight: Sight, action: LookAction): Look {
  const { film, frame } = sight;
  const { view } = look;
  switch (action.type) {
    case 'zoom': {
      const at = action.at ?? { x: frame.widthPx / 2, y: frame.heightPx / 2 };
      return { ...look, view: zoomView(film, view, frame, action.factor, at) };
    }
    case 'fit':
      return { ...look, view: { ...view, scale: null, center: WHOLE.center } };
    case 'actual-size':
      return { ...look, view: setScale(film, view, frame, 1) };
    case 'pan':
      return { ...look, view: panView(film, view, frame, action.by) };
    case 'turn':
      return { ...look, view: turnView(view, action.direction) };
    case 'mirror':
      return { ...look, view: mirrorView(view) };
    case 'invert':
      return { ...look, isInverted: !look.isInverted };
    case 'reset':
      return FIRST_LOOK;
    case 'drag-window':
      return changeWindow(look, sight, (from, viewable) =>
        dragWindow(from, action.by, viewable, isShownInverted(look, viewable)),
      );
    case 'set-window':
      return changeWindow(look, sight, ({ center, width, shape }, viewable) =>
        clampWindow({ center: action.center ?? center, width: action.width ?? width, shape }, viewable),
      );
    default:
      return action satisfies never;
  }
}
