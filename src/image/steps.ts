/**
 * How far a decode has come, told by whoever takes a step to whoever watches the worker. Every step has its own time, by
 * what it has to do, so that a film of 40 megapixels gets the minute that JPEG 2000 takes on a slow computer, while bytes
 * that lead nowhere are given up within 2 s.
 * One file is decoded at a time in a worker, hence one listener.
 */
import { BYTES_PER_MEGABYTE, PIXELS_PER_MEGAPIXEL, STEP_LIMITS_MS } from './limits.ts';

/** A step that begins, with the size of its work. */
export type DecodeStep =
  /** The worker starts, or a part of the program is fetched, perhaps over a slow line. */
  | { readonly kind: 'loading' }
  /** The file's bytes are read, perhaps from a share. */
  | { readonly kind: 'reading'; readonly bytes: number }
  /** The structure is checked: lengths, markers, checksums. */
  | { readonly kind: 'inspecting'; readonly bytes: number }
  /** Pixels are decoded; `isSlow` for codecs that take seconds for what others do in a tenth. */
  | { readonly kind: 'decoding'; readonly pixels: number; readonly isSlow: boolean }
  /** Quality, network input, preview. */
  | { readonly kind: 'checking'; readonly pixels: number };

type Listener = (step: DecodeStep) => void;

let listener: Listener = () => undefined;

/** Sets who is told; the worker does so once. */
export function onDecodeStep(next: Listener): void {
  listener = next;
}

/** Tells that a step begins. */
export function beginStep(step: DecodeStep): void {
  listener(step);
}

/**
 * Waits for a part of the program, which is not the file's fault if it takes long.
 *
 * @param next the step that goes on afterwards
 */
export async function awaitPart<T>(part: Promise<T>, next: DecodeStep): Promise<T> {
  beginStep({ kind: 'loading' });
  const loaded = await part;
  beginStep(next);
  return loaded;
}

/** The longest time that a step may take, in milliseconds. */
export function limitOf(step: DecodeStep): number {
  const limit = STEP_LIMITS_MS;
  switch (step.kind) {
    case 'loading':
      return limit.loading;
    case 'reading':
      return limit.loading + (limit.readingPerMegabyte * step.bytes) / BYTES_PER_MEGABYTE;
    case 'inspecting':
      return limit.base + (limit.inspectingPerMegabyte * step.bytes) / BYTES_PER_MEGABYTE;
    case 'decoding': {
      const perMegapixel = step.isSlow ? limit.slowPerMegapixel : limit.perMegapixel;
      return limit.base + (perMegapixel * step.pixels) / PIXELS_PER_MEGAPIXEL;
    }
    case 'checking':
      return limit.base + (limit.perMegapixel * step.pixels) / PIXELS_PER_MEGAPIXEL;
    default:
      return step satisfies never;
  }
}
