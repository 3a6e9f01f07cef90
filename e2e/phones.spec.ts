/**
 * What phones and tablets allow: a canvas of 16.7 megapixels, textures of 4,096 px. A film of 24 megapixels is still read
 * alike, and shown.
 */
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import { plantInDecodeWorker } from './support/planted.ts';
import { startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

/** Beyond these a phone's browser gives no context, and textures that are an error. */
const LIMITS = `{
  const MAX_CANVAS_PX = 16_777_216;
  const MAX_TEXTURE_PX = 4096;
  const kinds = [self.OffscreenCanvas, self.HTMLCanvasElement].filter(Boolean);
  for (const { prototype } of kinds) {
    const { getContext } = prototype;
    prototype.getContext = function (...args) {
      return this.width * this.height > MAX_CANVAS_PX ? null : getContext.apply(this, args);
    };
  }
  const drawing = [self.OffscreenCanvasRenderingContext2D, self.CanvasRenderingContext2D].filter(Boolean);
  for (const { prototype } of drawing) {
    for (const name of ['drawImage', 'putImageData', 'getImageData']) {
      const call = prototype[name];
      prototype[name] = function (...args) {
        if (this.canvas.width * this.canvas.height > MAX_CANVAS_PX) throw new DOMException('Too large.', 'InvalidStateError');
        return call.apply(this, args);
      };
    }
  }
  const { prototype } = self.WebGL2RenderingContext;
  const { getParameter, texStorage2D, texImage2D } = prototype;
  prototype.getParameter = function (name) {
    const value = getParameter.call(this, name);
    return name === this.MAX_TEXTURE_SIZE ? Math.min(value, MAX_TEXTURE_PX) : value;
  };
  const guard = (call, at) =>
    function (...args) {
      if (typeof args[at] === 'number' && Math.max(args[at], args[at + 1]) > MAX_TEXTURE_PX) {
        throw new DOMException('Too large a texture.', 'InvalidStateError');
      }
      return call.apply(this, args);
    };
  prototype.texStorage2D = guard(texStorage2D, 3);
  prototype.texImage2D = guard(texImage2D, 3);
}`;

test('a film of 24 megapixels is read as on a computer, and shown, within a phone’s limits', async ({
  page,
  site,
  watch,
}, info) => {
  test.setTimeout(240_000);
  watch.allow(/service ?worker|integrity/i);
  const large = makeFilmFile(
    { kind: 'pneumonia', seed: 98, widthPx: 6000, heightPx: 4000 },
    { format: 'jpeg' },
  ).file;
  const folder = info.outputPath('site');
  await plantInDecodeWorker(folder, LIMITS);
  const host = await startHost({ folder, isLive: true });
  await page.addInitScript(LIMITS);
  const phone = new AppPage(page, host.url);
  // WebGL, so that the viewer would like to use it as well.
  await phone.start('webgl');
  await phone.give(large);
  await phone.waitDone(1);
  const [row] = await phone.readCsv({ includeWithheld: true });
  expect(row.logit).not.toBe('');
  const shown = page.locator('[data-surface] canvas');
  await expect(shown.first()).toBeVisible();
  await expect(page.locator('[data-surface]').first()).not.toHaveAttribute('data-surface', 'webgl2');
  const spread = await shown.first().evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return new Set(data).size;
  });
  expect(spread).toBeGreaterThan(50);
  await page.close();
  await host.close();

  const computer = new AppPage(await page.context().newPage(), site.url);
  await computer.start('webgl');
  await computer.give(large);
  await computer.waitDone(1);
  expect((await computer.readCsv({ includeWithheld: true }))[0].logit).toBe(row.logit);
});
