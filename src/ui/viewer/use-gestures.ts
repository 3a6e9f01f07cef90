/**
 * What mouse, pen and fingers do on the film. Left drag windows or moves, as the tool says; middle, right and Space with left
 * move; the wheel zooms to the cursor; a double click fits; two fingers zoom and move.
 * Invariant: a drag is counted from its start, so that no rounding adds up and a look comes back to where it was.
 */
import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { Look, LookAction } from '../../viewer/look.ts';
import type { Point } from '../../viewer/view.ts';

/** What the first button and one finger do. */
export type Tool = 'window' | 'move';

/** What gestures work on. */
export interface GestureTarget {
  readonly ref: RefObject<HTMLElement | null>;
  readonly tool: Tool;
  readonly isSpaceHeld: () => boolean;
  /** Device pixels for one of CSS. */
  readonly pixelRatio: number;
  readonly look: Look;
  readonly perform: (action: LookAction) => void;
  readonly performFrom: (from: Look, action: LookAction) => void;
}

/** For the element of the film. */
export interface Gestures {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** Wheel pixels that double the size; a pinch on a touchpad comes as small wheel steps with the control key. */
const WHEEL_DOUBLING_PX = 400;
const PINCH_DOUBLING_PX = 60;
/** Pixels of a wheel step that is counted in lines. */
const LINE_PX = 33;

interface Drag {
  readonly kind: Tool;
  readonly from: Look;
  /** Where each pointer was at the start: one, or two of a pinch. */
  readonly starts: ReadonlyMap<number, Point>;
}

function middleOf(points: Iterable<Point>): Point {
  const [first, second = first] = points;
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
}

function distanceOf(points: Iterable<Point>): number {
  const [first, second = first] = points;
  return Math.hypot(first.x - second.x, first.y - second.y);
}

function kindOf({ pointerType, button }: PointerEvent, tool: Tool, isSpaceHeld: boolean): Tool {
  if (pointerType === 'touch') return tool;
  return button === 0 && !isSpaceHeld ? tool : 'move';
}

/** Handlers for the element; its wheel and double click are listened to as well. */
export function useGestures(target: GestureTarget): Gestures {
  const { ref, pixelRatio, perform, performFrom } = target;
  const pointers = useRef(new Map<number, Point>());
  const drag = useRef<Drag | null>(null);

  /** From the upper left corner of the film's frame, in CSS pixels. */
  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = ref.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const toDevice = ({ x, y }: Point): Point => ({ x: x * pixelRatio, y: y * pixelRatio });

  const begin = (kind: Tool): void => {
    drag.current = { kind, from: target.look, starts: new Map(pointers.current) };
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const deltaPx = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX);
    const doublingPx = event.ctrlKey ? PINCH_DOUBLING_PX : WHEEL_DOUBLING_PX;
    perform({ type: 'zoom', factor: 2 ** (-deltaPx / doublingPx), at: toDevice(placeOf(event)) });
  });
  const onDoubleClick = useEffectEvent(() => perform({ type: 'fit' }));
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    // React's own wheel listener is passive: the page would scroll along.
    element.addEventListener('wheel', (event) => onWheel(event), { passive: false, signal });
    element.addEventListener('dblclick', () => onDoubleClick(), { signal });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    return () => aborter.abort();
  }, [ref]);

  const end = ({ pointerId }: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(pointerId);
    // The finger that stays goes on from here.
    if (pointers.current.size > 0 && drag.current !== null) begin(drag.current.kind);
    else drag.current = null;
  };

  return {
    onPointerDown(event) {
      // A button on the film is no handle of it.
      if ((event.target as Element).closest('button, input') !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, placeOf(event));
      begin(kindOf(event, target.tool, target.isSpaceHeld()));
    },
    onPointerMove(event) {
      if (drag.current === null || !pointers.current.has(event.pointerId)) return;
      pointers.current.set(event.pointerId, placeOf(event));
      const { kind, from, starts } = drag.current;
      const [start, now] = [middleOf(starts.values()), middleOf(pointers.current.values())];
      const by = { x: now.x - start.x, y: now.y - start.y };
      if (starts.size < 2) {
        performFrom(
          from,
          kind === 'window' ? { type: 'drag-window', by } : { type: 'pan', by: toDevice(by) },
        );
        return;
      }
      const factor = distanceOf(pointers.current.values()) / Math.max(1, distanceOf(starts.values()));
      performFrom(from, { type: 'zoom', factor, at: toDevice(start) });
      perform({ type: 'pan', by: toDevice(by) });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
