/**
 * Inflates by the browser's own inflater, which checks the Adler-32, and never beyond what a header has promised: a bomb is
 * noticed before anything is allocated for it.
 */
import { DecodeError } from './decode-error.ts';

/**
 * @param parts one zlib stream (RFC 1950), in order
 * @param limitBytes most that may come out
 * @param onPart is given each part of the output; it must copy what it keeps
 * @returns how many bytes came out
 * @throws DecodeError `corrupt` for a damaged stream, one that ends too early, junk behind it, or more than the limit
 */
export async function inflateBounded(
  parts: readonly Uint8Array[],
  limitBytes: number,
  onPart: (part: Uint8Array, at: number) => void,
): Promise<number> {
  const inflater = new DecompressionStream('deflate');
  const reader = streamOf(parts).pipeThrough(inflater).getReader();
  let countBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return countBytes;
      if (countBytes + value.length > limitBytes) throw new DecodeError('corrupt');
      onPart(value, countBytes);
      countBytes += value.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw new DecodeError('corrupt', { cause: error });
  }
}

/** Small, since a browser inflates a piece whole before anyone can look: a bomb gets to a thousand times this. */
const PIECE_BYTES = 32_768;

/** Not `Blob.stream()`: no worker of a page on `file://` may read a blob in WebKit, not even its own (seen in WebKitGTK 2.50). */
function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = cut(parts);
  return new ReadableStream({
    pull(controller) {
      const { value, done } = pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
  });
}

function* cut(parts: readonly Uint8Array[]): Generator<Uint8Array, void> {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += PIECE_BYTES) yield part.subarray(at, at + PIECE_BYTES);
  }
}
