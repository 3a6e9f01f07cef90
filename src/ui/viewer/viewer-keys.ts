/**
 * Keys of the film. Pure: what a key means, not what it does. Single letters are taken only while the focus is on the film or
 * its tools (WCAG 2.1.4).
 */
import type { LookAction } from '../../viewer/look.ts';
import type { Tool } from './use-gestures.ts';

/** What a key asks for. */
export type KeyMeaning =
  | { readonly kind: 'look'; readonly action: LookAction }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'heatmap' | 'sheet' };

/** The part of a keyboard event that is looked at. */
export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** How far an arrow moves the film, in device pixels, and a window, as if dragged by CSS pixels. */
const PAN_STEP_PX = 60;
const WINDOW_STEP_PX = 15;
const ZOOM_STEP = Math.SQRT2;

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const look = (action: LookAction): KeyMeaning => ({ kind: 'look', action });

const MEANINGS: Readonly<Record<string, KeyMeaning>> = {
  '+': look({ type: 'zoom', factor: ZOOM_STEP }),
  '=': look({ type: 'zoom', factor: ZOOM_STEP }),
  '-': look({ type: 'zoom', factor: 1 / ZOOM_STEP }),
  f: look({ type: 'fit' }),
  '1': look({ type: 'actual-size' }),
  i: look({ type: 'invert' }),
  r: look({ type: 'turn', direction: 'right' }),
  l: look({ type: 'turn', direction: 'left' }),
  m: look({ type: 'mirror' }),
  '0': look({ type: 'reset' }),
  w: { kind: 'tool', tool: 'window' },
  p: { kind: 'tool', tool: 'move' },
  h: { kind: 'heatmap' },
  '?': { kind: 'sheet' },
  PageDown: { kind: 'step', by: 1 },
  PageUp: { kind: 'step', by: -1 },
};

/** What a key means on the film; null for keys that are not the film's, such as the browser's own. */
export function meaningOf({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey): KeyMeaning | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (Object.hasOwn(DIRECTIONS, key)) {
    const [x, y] = DIRECTIONS[key];
    if (shiftKey) return look({ type: 'drag-window', by: { x: x * WINDOW_STEP_PX, y: y * WINDOW_STEP_PX } });
    // The frame goes where the arrow points, hence the film the other way.
    return look({ type: 'pan', by: { x: -x * PAN_STEP_PX, y: -y * PAN_STEP_PX } });
  }
  // With caps lock a letter is the same letter.
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : null;
}
