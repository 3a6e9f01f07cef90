/**
 * The codec packages come without types. Each module is an Emscripten factory; what is used of it is declared here.
 */
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: import('./codec-instances.ts').CodecFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: import('./codec-instances.ts').CodecFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: import('./codec-instances.ts').CodecFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: import('./codec-instances.ts').CodecFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-charls/decodewasm?url' {
  const url: string;
  export default url;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasm?url' {
  const url: string;
  export default url;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url' {
  const url: string;
  export default url;
}
declare module '@cornerstonejs/codec-openjph/wasm?url' {
  const url: string;
  export default url;
}
declare module 'jpeg-lossless-decoder-js' {
  /** JPEG process 14 (ITU-T T.81 annex H). */
  export class Decoder {
    constructor(buffer: null, bytesPerSample: number);
    /** Where the next pixel goes: x, y; y = height after a whole frame. */
    readonly xLoc: number;
    readonly yLoc: number;
    /** The scan's header; `al` is the point transform (B.2.3). */
    readonly scan: { readonly al: number };
    readonly stream: { readonly index: number } | null;
    decode(buffer: ArrayBuffer, offset: number, length: number): Uint8Array | Uint16Array;
  }
}
