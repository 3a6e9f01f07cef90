/**
 * Files of the build, from the page itself. For page and worker.
 * Invariant: nothing here asks anything of a network; the addresses it makes are `blob:`, which lead into this page alone.
 */
import { getPack } from './packed.ts';

/** What `WebAssembly.instantiateStreaming` asks for. */
const WASM_TYPE = 'application/wasm';

/**
 * Unpacks a file. Status 404 for one that the page doesn't hold; empty where its packing is damaged, so that whoever checks the
 * file's content finds it altered.
 */
export async function readFile(url: string): Promise<Response> {
  const { files } = getPack();
  const packed = Object.hasOwn(files, url) ? files[url] : undefined;
  if (packed === undefined) return new Response(null, { status: 404 });
  try {
    return new Response(await unpack(packed));
  } catch {
    return new Response(null);
  }
}

/** @throws TypeError when the CRC-32 of gzip doesn't hold, DOMException when it is no base64 */
async function unpack(packed: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unzip = new DecompressionStream('gzip');
  const writer = unzip.writable.getWriter();
  // Where the packing is damaged, reading fails as well, and tells of it.
  Promise.all([writer.write(bytes), writer.close()]).catch(() => undefined);
  return new Response(unzip.readable).arrayBuffer();
}

/** Where a library that fetches by itself finds a WebAssembly file. @throws Error when the page doesn't hold it */
export async function locateFile(url: string): Promise<string> {
  const response = await readFile(url);
  if (!response.ok) throw new Error(`The page does not hold ${url}.`);
  return URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: WASM_TYPE }));
}
