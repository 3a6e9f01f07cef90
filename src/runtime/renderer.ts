/**
 * What draws on this device: a graphics processor, the processor in disguise, or nothing. Looked at once a page, since a
 * context costs up to some tenths of a second on a busy machine.
 */

/** Renderers that are the processor in disguise: slower than wasm by far. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen/i;

/** `name` as the driver gives it; empty where the browser hides it or there is no WebGL 2. */
export interface Renderer {
  readonly kind: 'hardware' | 'software' | 'none';
  readonly name: string;
}

/** Whether a driver's name is that of a software rasteriser. */
export function isSoftwareName(name: string): boolean {
  return SOFTWARE_RENDERER.test(name);
}

let known: Renderer | null = null;

/** The renderer behind WebGL 2. */
export function probeRenderer(): Renderer {
  known ??= look();
  return known;
}

function look(): Renderer {
  const fast = open(true);
  const gl = fast ?? open(false);
  if (gl === null) return { kind: 'none', name: '' };
  try {
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const value: unknown = gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL);
    const name = typeof value === 'string' ? value : '';
    return { kind: fast === null || isSoftwareName(name) ? 'software' : 'hardware', name };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

function open(isFast: boolean): WebGL2RenderingContext | null {
  return document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: isFast });
}
