/**
 * How much memory a WebAssembly module begins with. Emscripten's builds ask for 50 MB at once, of which a film of a megapixel takes
 * three: how much was touched could then only be found by reading it all. Begun small, the memory grows to what is needed, and its length tells.
 * Source: WebAssembly Core Specification 2.0, sections 5.5.2 and 5.5.8 (sections), 5.3.7 (limits), 5.2.2 (LEB128).
 */

import { joinBytes } from '../join-bytes.ts';

const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;

/**
 * Lets a module's own memory begin with fewer pages.
 *
 * @param code a module in binary form; not changed
 * @param pages of 64 KiB, more than its static data and its stack take: else it fails as it is instantiated
 * @returns new bytes
 * @throws RangeError where the module has not one memory of its own with limits of the first version, or begins with fewer pages anyway
 */
export function withInitialPages(code: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = HEADER_BYTES; at < code.length; ) {
    const size = readLeb(code, at + 1);
    const end = size.next + size.value;
    if (code[at] !== MEMORY_SECTION) {
      at = end;
      continue;
    }
    const count = readLeb(code, size.next);
    const flags = code[count.next];
    const initial = readLeb(code, count.next + 1);
    if (count.value !== 1 || flags > HAS_MAXIMUM) throw new RangeError('The module has other memories.');
    if (initial.value < pages) throw new RangeError(`The module begins with ${initial.value} pages.`);
    const content = [1, flags, ...writeLeb(pages), ...code.subarray(initial.next, end)];
    const section = Uint8Array.from([MEMORY_SECTION, ...writeLeb(content.length), ...content]);
    return joinBytes([code.subarray(0, at), section, code.subarray(end)]);
  }
  throw new RangeError('The module has no memory of its own.');
}

/** An unsigned number of up to 32 bits. */
function readLeb(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let at = start, factor = 1; at < bytes.length; at += 1, factor *= 128) {
    value += (bytes[at] & 0x7f) * factor;
    if (bytes[at] < 0x80) return { value, next: at + 1 };
  }
  throw new RangeError('The module ends too early.');
}

function writeLeb(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) + 0x80);
    left = Math.floor(left / 0x80);
  }
  return [...bytes, left];
}
