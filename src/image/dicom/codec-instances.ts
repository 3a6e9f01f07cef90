/**
 * The decoders in WebAssembly, loaded when first needed, and the instances that they work in.
 * Invariant: nothing of one file is seen by the next: each frame finds memory byte for byte as a new instance has it. For most that is a new
 * instance. For JPEG each would leave megabytes that are only freed when the worker's garbage is collected, over a long drop more
 * than a hundred: there the instance of a sound film is wiped and kept. One that complained, threw or grew large is dropped.
 */

import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url';
import libjpegUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { readFile } from '../../delivery/hosted/files.ts';
import { DecodeFailure } from '../decode-error.ts';
import { withInitialPages } from './wasm-memory.ts';

/** A decoder in WebAssembly memory. */
export interface CodecDecoder {
  /** Room for the frame, inside that memory. */
  getEncodedBuffer(lengthBytes: number): Uint8Array;
  decode(): void;
  /** A view that any further call may invalidate. */
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
  delete(): void;
}

/** One instance of a codec's module. */
export type CodecModule = Readonly<Record<string, new () => CodecDecoder>>;

/** Takes an instance that was made outside (Emscripten's `instantiateWasm`). */
export type InstantiateWasm = (
  imports: WebAssembly.Imports,
  take: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => Record<string, never>;

/** Makes an instance. */
export type CodecFactory = (options: {
  readonly instantiateWasm: InstantiateWasm;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}) => Promise<CodecModule>;

/** The codecs in WebAssembly. */
export type CodecName = 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

interface Codec {
  readonly className: string;
  readonly wasmUrl: string;
  readonly load: () => Promise<{ readonly default: CodecFactory }>;
  /**
   * Pages of 64 KiB that the module is let begin with, more than its data and its stack take. Its instances are kept from one
   * frame to the next; where it is not given each frame gets a new one.
   */
  readonly keptFromPages?: number;
}

const CODECS: Readonly<Record<CodecName, Codec>> = {
  jpeg: {
    className: 'JPEGDecoder',
    wasmUrl: libjpegUrl,
    load: () => import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
    // Data and stack take less than two.
    keptFromPages: 16,
  },
  'jpeg-ls': {
    className: 'JpegLSDecoder',
    wasmUrl: charlsUrl,
    load: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
  },
  'jpeg-2000': {
    className: 'J2KDecoder',
    wasmUrl: openjpegUrl,
    load: () => import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
  },
  htj2k: {
    className: 'HTJ2KDecoder',
    wasmUrl: openjphUrl,
    load: () => import('@cornerstonejs/codec-openjph/wasmjs'),
  },
};

/** The modules' code, compiled once for all files. */
const compiled = new Map<CodecName, Promise<WebAssembly.Module>>();

/** Memory that an instance may be kept with, since it can’t shrink: that of a film of some six megapixels. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024;

async function fetchModule(name: CodecName): Promise<WebAssembly.Module> {
  const { wasmUrl, keptFromPages } = CODECS[name];
  const response = await readFile(wasmUrl);
  if (!response.ok) throw new DecodeFailure('decode-failed');
  const code = new Uint8Array(await response.arrayBuffer());
  return WebAssembly.compile(keptFromPages === undefined ? code : withInitialPages(code, keptFromPages));
}

/** An instance between two frames. */
interface Instance {
  readonly module: CodecModule;
  readonly memory: WebAssembly.Memory;
  /** Its memory as it was made, up to the last byte that is not zero; null where it is not kept. */
  readonly made: Uint8Array | null;
  /** Who is told of what it prints. */
  readonly printing: { onComplaint: () => void };
}

/** Wiped, between two frames; one of a codec at most, since a worker decodes one file at a time. */
const kept = new Map<CodecName, Instance>();

/** A decoder for one frame. */
export interface Lease {
  readonly decoder: CodecDecoder;
  /** Only after a frame that was decoded to its end without a complaint; what is not given back is dropped. */
  readonly giveBack: () => void;
}

/**
 * @param onComplaint called when the decoder prints a warning or an error
 * @throws DecodeFailure `decode-failed` when the codec can't be loaded
 */
export async function leaseDecoder(name: CodecName, onComplaint: () => void): Promise<Lease> {
  try {
    const taken = kept.get(name);
    // Whoever takes it has it alone; what is given back while a new one is made stays.
    kept.delete(name);
    const instance = taken ?? (await createInstance(name));
    instance.printing.onComplaint = onComplaint;
    const Decoder = instance.module[CODECS[name].className];
    const decoder = new Decoder();
    return {
      decoder,
      giveBack: () => {
        const { made, memory } = instance;
        if (made === null || memory.buffer.byteLength > MAX_KEPT_BYTES) return;
        try {
          decoder.delete();
        } catch {
          // The film is read; what it was read in is not to be trusted with another.
          return;
        }
        wipe(memory, made);
        kept.set(name, instance);
      },
    };
  } catch (error) {
    compiled.delete(name);
    throw error instanceof DecodeFailure ? error : new DecodeFailure('decode-failed', { cause: error });
  }
}

async function createInstance(name: CodecName): Promise<Instance> {
  const code = compiled.get(name) ?? fetchModule(name);
  compiled.set(name, code);
  const printing = { onComplaint: (): void => undefined };
  const listen = (line: string): void => {
    if (/error|warn|fail|truncat/i.test(line)) printing.onComplaint();
  };
  const { load, keptFromPages } = CODECS[name];
  const [{ default: createModule }, wasmModule] = await Promise.all([load(), code]);
  let memory: WebAssembly.Memory | undefined;
  const instantiateWasm: InstantiateWasm = (imports, take) => {
    // At once: a worker may compile and instantiate without waiting, and a failure is thrown to whoever made the module.
    const instance = new WebAssembly.Instance(wasmModule, imports);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    take(instance, wasmModule);
    return {};
  };
  const module = await createModule({ instantiateWasm, print: listen, printErr: listen });
  if (memory === undefined) throw new DecodeFailure('decode-failed');
  return { module, memory, made: keptFromPages === undefined ? null : copyMade(memory), printing };
}

function copyMade(memory: WebAssembly.Memory): Uint8Array {
  const bytes = new Uint8Array(memory.buffer);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.slice(0, end);
}

/** The stack's pointer, which lies outside of the memory, is back where it began once every call has returned. */
function wipe(memory: WebAssembly.Memory, made: Uint8Array): void {
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(made);
  bytes.fill(0, made.length);
}
