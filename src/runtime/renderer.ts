/**
 * Whether a graphics processor draws here, and which. Looked at once a page, since a context costs up to some tenths of a second
 * on a busy machine.
 * Invariant: a software rasteriser, whose context takes seconds, is opened only where the reader forces WebGL.
 */

/** Renderers that are the processor in disguise: slower than wasm by far. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen/i;

/** Whether a driver's name is that of a software rasteriser. */
export function isSoftwareName(name: string): boolean {
  return SOFTWARE_RENDERER.test(name);
}

let known: { readonly name: string | null } | null = null;

/**
 * The graphics processor behind WebGL 2, asked for under `failIfMajorPerformanceCaveat`.
 *
 * @returns the name that its driver gives, empty where the browser hides it; null where there is none
 */
export function findGraphicsProcessor(): string | null {
  known ??= { name: look() };
  return known.name;
}

let hasAny = false;

/** Whether there is any WebGL 2, a slow one too; once there was, it isn't looked for again. */
export function hasAnyWebGl2(): boolean {
  if (hasAny || findGraphicsProcessor() !== null) return true;
  const gl = open(false);
  if (gl === null) return false;
  close(gl);
  hasAny = true;
  return true;
}

function look(): string | null {
  const gl = open(true);
  if (gl === null) return null;
  try {
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const value: unknown = gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL);
    const name = typeof value === 'string' ? value : '';
    return isSoftwareName(name) ? null : name;
  } finally {
    close(gl);
  }
}

function open(isFast: boolean): WebGL2RenderingContext | null {
  return document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: isFast });
}

function close(gl: WebGL2RenderingContext): void {
  gl.getExtension('WEBGL_lose_context')?.loseContext();
}
