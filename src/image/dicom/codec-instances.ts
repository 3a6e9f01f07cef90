/**
 * The decoders in WebAssembly, loaded when first needed, and the instances that they work in.
 * Invariant: what a frame decodes to does not depend on the frames before. Each gets a new instance, but for JPEG: there each would
 * leave megabytes that are only freed when the worker's garbage is collected, over a long drop some hundred and fifty. libjpeg-turbo
 * writes every pixel that it gives, or complains, whatever its memory held before; so its instance is kept from one sound film to the
 * next, and dropped after any other.
 */

import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url';
import libjpegUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { readFile } from '../../delivery/hosted/files.ts';
import { DecodeFailure } from '../decode-error.ts';

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
}

const CODECS: Readonly<Record<CodecName, Codec>> = {
  jpeg: {
    className: 'JPEGDecoder',
    wasmUrl: libjpegUrl,
    load: () => import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
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

async function fetchModule(url: string): Promise<WebAssembly.Module> {
  const response = await readFile(url);
  if (!response.ok) throw new DecodeFailure('decode-failed');
  return WebAssembly.compile(await response.arrayBuffer());
}

/** An instance, and who is told of what it prints. */
interface Instance {
  readonly module: CodecModule;
  readonly printing: { onComplaint: () => void };
}

/** libjpeg-turbo's, between two films. */
let keptJpeg: Instance | null = null;

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
    const instance = takeKept(name) ?? (await createInstance(name));
    instance.printing.onComplaint = onComplaint;
    const Decoder = instance.module[CODECS[name].className];
    const decoder = new Decoder();
    return {
      decoder,
      giveBack: () => {
        if (name !== 'jpeg') return;
        decoder.delete();
        keptJpeg = instance;
      },
    };
  } catch (error) {
    compiled.delete(name);
    throw error instanceof DecodeFailure ? error : new DecodeFailure('decode-failed', { cause: error });
  }
}

/** Whoever takes it has it alone. */
function takeKept(name: CodecName): Instance | null {
  if (name !== 'jpeg') return null;
  const instance = keptJpeg;
  keptJpeg = null;
  return instance;
}

async function createInstance(name: CodecName): Promise<Instance> {
  const { wasmUrl, load } = CODECS[name];
  const code = compiled.get(name) ?? fetchModule(wasmUrl);
  compiled.set(name, code);
  const printing = { onComplaint: (): void => undefined };
  const listen = (line: string): void => {
    if (/error|warn|fail|truncat/i.test(line)) printing.onComplaint();
  };
  const [{ default: createModule }, wasmModule] = await Promise.all([load(), code]);
  const instantiateWasm: InstantiateWasm = (imports, take) => {
    // At once: a worker may compile and instantiate without waiting, and a failure is thrown to whoever made the module.
    take(new WebAssembly.Instance(wasmModule, imports), wasmModule);
    return {};
  };
  return { module: await createModule({ instantiateWasm, print: listen, printErr: listen }), printing };
}
