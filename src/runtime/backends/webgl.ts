/**
 * The graphics processor by WebGL 2. A context can be lost at any moment (driver reset, sleep, too many tabs); what it
 * computed meanwhile reads as zeros, so that a loss must be noticed before a number is used.
 */

import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, env } from '@tensorflow/tfjs-core';
import { findGraphicsProcessor, hasAnyWebGl2 } from '../renderer.ts';
import { activateBackend } from './activate.ts';
import { type Backend, type BackendDriver, BackendUnavailableError, computePlainly } from './backend.ts';
import { createLossSignal, takeAway } from './loss.ts';

/**
 * Looks whether a WebGL 2 context can be had, before tfjs' code is fetched for it.
 *
 * @throws BackendUnavailableError
 */
function probeContext(acceptsSoftware: boolean): void {
  if (findGraphicsProcessor() !== null) return;
  if (!acceptsSoftware) throw new BackendUnavailableError('WebGL runs in software here, or not at all.');
  if (!hasAnyWebGl2()) throw new BackendUnavailableError('This browser gives no WebGL 2.');
}

function watchContext(gl: WebGLRenderingContext): Pick<Backend, 'isLost' | 'onLost' | 'stop'> {
  const signal = createLossSignal();
  const { canvas } = gl;
  canvas.addEventListener('webglcontextlost', signal.tell);
  return {
    // A context that was restored is as good as lost: its textures are empty.
    isLost: () => signal.isLost() || gl.isContextLost(),
    onLost: signal.onLost,
    stop: () => {
      canvas.removeEventListener('webglcontextlost', signal.tell);
      signal.end();
      takeAway('webgl');
      // Else tfjs would hand the same context, with its textures, to the next backend; and a browser allows a few in all, and
      // drops the oldest, whosever it is.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

async function prepare(acceptsSoftware: boolean): Promise<void> {
  probeContext(acceptsSoftware);
  await import('@tensorflow/tfjs-backend-webgl');
}

/** Driver of tfjs' `webgl` backend: hardware alone, unless the reader forces it. */
export const webglDriver: BackendDriver = {
  name: 'webgl',
  prepare,
  hold: () => prepare(false),
  async start(isForced) {
    await prepare(isForced);
    env().set('SOFTWARE_WEBGL_ENABLED', isForced);
    // Half as many programs to compile, at the start and after each loss: one serves several sizes.
    env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
    await activateBackend('webgl');
    const { gl } = (backend() as MathBackendWebGL).getGPGPUContext();
    return {
      name: 'webgl',
      precision: env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 'float32' : 'float16',
      compilesPasses: true,
      underWatch: computePlainly,
      ...watchContext(gl),
    };
  },
};
