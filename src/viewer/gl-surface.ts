/**
 * A film drawn by the graphics processor, at the full depth of its samples: they lie in an integer texture with their smaller
 * copies, and a drag changes two numbers.
 * Invariant: a lost context is told, never drawn with.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import type { VoiWindow } from '../image/voi-window.ts';
import { chooseLevel } from './resample.ts';
import type { Scene, Surface } from './scene.ts';
import { FRAGMENT_SHADER, UNIFORMS, VERTEX_SHADER } from './shaders.ts';
import { type Placement, toFilm } from './view.ts';

/** The linked shaders, and where their uniforms are. */
interface Pipeline {
  readonly program: WebGLProgram;
  readonly at: Readonly<Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>>;
}

/** A surface with what only this one has. */
export interface GlSurface extends Surface {
  /** Longest side of a film that it can show. */
  readonly maxSidePx: number;
}

function attach(gl: WebGL2RenderingContext, program: WebGLProgram, kind: GLenum, source: string): void {
  const shader = gl.createShader(kind);
  // Without it the program does not link.
  if (shader === null) return;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  gl.attachShader(program, shader);
}

/** null where the driver can't link the shaders. */
function makePipeline(gl: WebGL2RenderingContext): Pipeline | null {
  const program = gl.createProgram();
  attach(gl, program, gl.VERTEX_SHADER, VERTEX_SHADER);
  attach(gl, program, gl.FRAGMENT_SHADER, FRAGMENT_SHADER);
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return null;
  const entries = UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)] as const);
  return { program, at: Object.fromEntries(entries) as Pipeline['at'] };
}

/** A texture of integers with all of the film's copies. */
function upload(gl: WebGL2RenderingContext, { levels }: ViewableFilm): WebGLTexture {
  const texture = gl.createTexture();
  const [whole] = levels;
  const isBytes = whole.samples instanceof Uint8Array;
  const [internal, type] = isBytes ? [gl.R8UI, gl.UNSIGNED_BYTE] : [gl.R16UI, gl.UNSIGNED_SHORT];
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texStorage2D(gl.TEXTURE_2D, levels.length, internal, whole.widthPx, whole.heightPx);
  for (const [index, { widthPx, heightPx, samples }] of levels.entries()) {
    gl.texSubImage2D(gl.TEXTURE_2D, index, 0, 0, widthPx, heightPx, gl.RED_INTEGER, type, samples);
  }
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST_MIPMAP_NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return texture;
}

/** Column by column: shares as shown -> shares of the film. */
export function shareMatrix(placement: Placement): readonly number[] {
  const origin = toFilm({ x: 0, y: 0 }, placement);
  const right = toFilm({ x: 1, y: 0 }, placement);
  const down = toFilm({ x: 0, y: 1 }, placement);
  return [
    right.x - origin.x,
    right.y - origin.y,
    0,
    down.x - origin.x,
    down.y - origin.y,
    0,
    origin.x,
    origin.y,
    1,
  ];
}

/** The values at which a window is black and white; center and width of a sigmoid. */
export function windowEnds({ center, width, shape }: VoiWindow): readonly [number, number] {
  if (shape === 'sigmoid') return [center, width];
  // `linear` counts its width from pixel to pixel: the half of it lies half a value lower (DICOM PS3.3 C.11.2.1.2).
  const [middle, half] = shape === 'linear' ? [center - 0.5, (width - 1) / 2] : [center, width / 2];
  return [middle - half, middle + half];
}

function setUniforms(
  gl: WebGL2RenderingContext,
  { program, at }: Pipeline,
  film: ViewableFilm,
  scene: Scene,
): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's own function, no hook
  gl.useProgram(program);
  const { placement, window, frame, isInverted } = scene;
  const choice = chooseLevel(film, placement);
  const level = film.levels[choice.index];
  const halvings = 2 ** choice.index;
  const [low, high] = windowEnds(window);
  gl.uniform1i(at.film, 0);
  gl.uniform1i(at.level, choice.index);
  gl.uniform2i(at.levelSize, level.widthPx, level.heightPx);
  gl.uniform2f(at.extent, film.widthPx / halvings, film.heightPx / halvings);
  gl.uniform1f(at.frameHeight, frame.heightPx);
  gl.uniform2f(at.corner, placement.leftPx, placement.topPx);
  gl.uniform2f(at.shown, placement.widthPx, placement.heightPx);
  gl.uniformMatrix3fv(at.toFilm, false, shareMatrix(placement));
  gl.uniform2f(at.halfBox, Math.max(choice.stepX, 1) / 2, Math.max(choice.stepY, 1) / 2);
  gl.uniform2f(at.scale, film.slope, film.intercept);
  gl.uniform2f(at.ends, low, high);
  gl.uniform1i(at.isSigmoid, window.shape === 'sigmoid' ? 1 : 0);
  gl.uniform1i(at.isInverted, isInverted ? 1 : 0);
}

/**
 * @param onLost called once when the context is lost: the surface shows nothing from then on
 * @returns null where there is no WebGL 2 that can do it
 */
export function createGlSurface(onLost: () => void): GlSurface | null {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
  });
  const pipeline = gl === null ? null : makePipeline(gl);
  if (gl === null || pipeline === null) return null;
  canvas.addEventListener('webglcontextlost', onLost, { once: true });
  let film: ViewableFilm | null = null;
  let texture: WebGLTexture | null = null;
  return {
    kind: 'webgl2',
    canvas,
    maxSidePx: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    setFilm(next) {
      // The one before first: two large films need not fit.
      gl.deleteTexture(texture);
      film = next;
      texture = upload(gl, next);
    },
    draw(scene) {
      if (film === null || gl.isContextLost()) return;
      const { widthPx, heightPx } = scene.frame;
      if (canvas.width !== widthPx) canvas.width = widthPx;
      if (canvas.height !== heightPx) canvas.height = heightPx;
      gl.viewport(0, 0, widthPx, heightPx);
      setUniforms(gl, pipeline, film, scene);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    dispose() {
      canvas.removeEventListener('webglcontextlost', onLost);
      film = null;
      // A browser allows a few contexts in all, and the engine needs one.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
