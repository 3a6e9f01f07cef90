/**
 * The size of the film's frame in the screen's own pixels, so that a film is crisp at any zoom of the browser.
 */
import { type RefObject, useEffect, useState } from 'react';
import type { Frame } from '../../viewer/view.ts';

/** A frame, and how fine the screen is. */
export interface MeasuredFrame {
  readonly frame: Frame;
  /** Device pixels for one of CSS. */
  readonly pixelRatio: number;
}

/** Device pixels of a length: the browser's own count, where it has one and it is of this screen (an emulated one has another). */
function countDevicePx(cssPx: number, counted: number | undefined): number {
  const computed = cssPx * devicePixelRatio;
  const isExact = counted !== undefined && Math.abs(counted - computed) <= 1;
  return Math.max(1, isExact ? counted : Math.round(computed));
}

function measure({ contentRect, devicePixelContentBoxSize }: ResizeObserverEntry): MeasuredFrame | null {
  const cssPx = { widthPx: contentRect.width, heightPx: contentRect.height };
  if (cssPx.widthPx === 0 || cssPx.heightPx === 0) return null;
  const box = devicePixelContentBoxSize?.[0];
  const frame = {
    widthPx: countDevicePx(cssPx.widthPx, box?.inlineSize),
    heightPx: countDevicePx(cssPx.heightPx, box?.blockSize),
  };
  return { frame, pixelRatio: frame.widthPx / cssPx.widthPx };
}

/** Follows the element's size; null before it has one. */
export function useFrame(ref: RefObject<HTMLElement | null>): MeasuredFrame | null {
  const [measured, setMeasured] = useState<MeasuredFrame | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver((entries) => {
      const last = entries.at(-1);
      const next = last === undefined ? null : measure(last);
      if (next !== null) setMeasured(next);
    });
    try {
      observer.observe(element, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(element);
    }
    return () => observer.disconnect();
  }, [ref]);
  return measured;
}
