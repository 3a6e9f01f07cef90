/**
 * Faults planted in the browser before the page's own scripts run: a kernel that is off, a graphics processor that seems to
 * be hardware, contexts that can be lost, a canvas with noise.
 */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { distPath } from './static-host.ts';

/** Makes every product of matrices on WebGL one per cent too large, by a change of its shader's text. */
export async function plantShaderFault(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = WebGL2RenderingContext;
    const { shaderSource } = prototype as unknown as Record<
      'shaderSource',
      (shader: WebGLShader, source: string) => void
    >;
    const planted = { shaders: 0 };
    Object.assign(window, { planted });
    prototype.shaderSource = function patched(this: WebGL2RenderingContext, shader, source): void {
      // tfjs' convolutions end in a product of matrices.
      const changed = source.replace('= dot2x2ARowBCol(rc);', '= 1.01 * dot2x2ARowBCol(rc);');
      if (changed !== source) planted.shaders += 1;
      shaderSource.call(this, shader, changed);
    };
  });
}

/** How many shaders were changed. */
export function countPlantedShaders(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { planted: { shaders: number } }).planted.shaders);
}

/** Lets the software rasteriser pass for hardware, so that the page takes WebGL by itself. */
export async function passForHardware(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = WebGL2RenderingContext;
    const { getParameter } = prototype as unknown as Record<'getParameter', (name: number) => unknown>;
    const UNMASKED_RENDERER = 0x9246;
    prototype.getParameter = function patched(this: WebGL2RenderingContext, name): unknown {
      if (name === UNMASKED_RENDERER || name === this.RENDERER) return 'A graphics card';
      return getParameter.call(this, name);
    };
    for (const canvas of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
      const getContext = canvas.getContext as (kind: string, options?: object) => unknown;
      Object.assign(canvas, {
        getContext(this: unknown, kind: string, options?: object) {
          return getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
        },
      });
    }
  });
}

/** Remembers every WebGL context of the page, so that they can be lost. */
export async function holdContexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held: WebGL2RenderingContext[] = [];
    Object.assign(window, { heldContexts: held });
    for (const canvas of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
      const getContext = canvas.getContext as (kind: string, options?: object) => unknown;
      Object.assign(canvas, {
        getContext(this: unknown, kind: string, options?: object) {
          const context = getContext.call(this, kind, options);
          if (context instanceof WebGL2RenderingContext && !held.includes(context)) held.push(context);
          return context;
        },
      });
    }
  });
}

/** Contexts that live; lost ones are forgotten. */
export function countContexts(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { heldContexts } = window as unknown as { heldContexts: WebGL2RenderingContext[] };
    return heldContexts.filter((gl) => !gl.isContextLost()).length;
  });
}

/**
 * A copy of the built site whose decoding worker runs these lines first: scripts of the page can't reach into it.
 *
 * @param folder where to; not there yet
 */
export async function plantInDecodeWorker(folder: string, lines: string): Promise<void> {
  await cp(distPath(), folder, { recursive: true });
  const name = (await readdir(join(folder, 'assets'))).find((file) => /^decode\.worker-.*\.js$/.test(file));
  if (name === undefined) throw new Error('The build has no decoding worker.');
  const path = join(folder, 'assets', name);
  await writeFile(path, `${lines}\n${await readFile(path, 'utf8')}`);
}

/** Noise of one level on a few pixels of whatever is read from a canvas, other on each reading, as some browsers add it. */
export const CANVAS_NOISE = `{
  const { prototype } = OffscreenCanvasRenderingContext2D;
  const { getImageData } = prototype;
  let reading = 0;
  prototype.getImageData = function (...args) {
    const image = getImageData.apply(this, args);
    reading += 1;
    for (let at = (reading * 53) % 97; at < image.data.length; at += 97) {
      if (at % 4 !== 3) image.data[at] ^= 1;
    }
    return image;
  };
}`;
