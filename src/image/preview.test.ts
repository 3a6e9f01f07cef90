import { afterEach, describe, expect, it, vi } from 'vitest';
import { fitPreview, makeEarlyPreview, makePreview } from './preview.ts';

describe('a preview keeps the film’s shape', () => {
  it.each([
    ['a small film as it is', 300, 200, 300, 200],
    ['a film of just the limit as it is', 1024, 1024, 1024, 1024],
    // 1024 / 2048 = 1/2 of both sides.
    ['a wide film at 1024 px across', 2048, 1000, 1024, 500],
    ['a tall film at 1024 px down', 1000, 2048, 500, 1024],
    // 1024 / 1025 x 700 = 699.3.
    ['a film of one pixel too many', 1025, 700, 1024, 699],
    // 1024 / 320000 x 200 = 0.64, and never less than a pixel.
    ['the longest strip', 320_000, 200, 1024, 1],
    ['a strip that would vanish', 64_000_000, 1, 1024, 1],
  ])('%s', (_what, widthPx, heightPx, outWidthPx, outHeightPx) => {
    expect(fitPreview({ widthPx, heightPx })).toEqual({ widthPx: outWidthPx, heightPx: outHeightPx });
  });
});

/** The pixels that were put on a canvas, as RGBA. */
function stubCanvas(): { readonly drawn: number[][]; readonly asked: unknown[] } {
  const drawn: number[][] = [];
  const asked: unknown[] = [];
  vi.stubGlobal(
    'ImageData',
    class {
      readonly data: Uint8ClampedArray;
      constructor(widthPx: number, heightPx: number) {
        this.data = new Uint8ClampedArray(4 * widthPx * heightPx);
      }
    },
  );
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        return { putImageData: (image: ImageData) => drawn.push([...image.data]) };
      }
      convertToBlob(options: unknown) {
        asked.push(options);
        return Promise.resolve(new Blob(['picture']));
      }
    },
  );
  return { drawn, asked };
}

describe('a preview shows the film’s greys', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    // A level is the pixel's share of white, times 255: 0, 0.2, 1.
    ['8 bits', Uint8Array.of(0, 51, 255), 255],
    ['12 bits in 16', Uint16Array.of(0, 819, 4095), 4095],
    ['16 bits', Uint16Array.of(0, 13_107, 65_535), 65_535],
  ])('of %s, opaque', async (_what, pixels, white) => {
    const { drawn, asked } = stubCanvas();
    const preview = await makePreview({ widthPx: 3, heightPx: 1, pixels, white });
    expect(drawn).toEqual([[0, 0, 0, 255, 51, 51, 51, 255, 255, 255, 255, 255]]);
    expect(asked).toEqual([expect.objectContaining({ type: 'image/jpeg' })]);
    expect(preview).toMatchObject({ widthPx: 3, heightPx: 1 });
    expect(await preview.blob.text()).toBe('picture');
  });

  it('and fails by name where there is no canvas', async () => {
    stubCanvas();
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext() {
          return null;
        }
      },
    );
    const film = { widthPx: 1, heightPx: 1, pixels: Uint8Array.of(1), white: 255 };
    await expect(makePreview(film)).rejects.toMatchObject({ name: 'DecodeFailure', code: 'decode-failed' });
  });
});

describe('a preview that comes with its film', () => {
  const film = { widthPx: 1, heightPx: 1, pixels: Uint8Array.of(1), white: 255 };
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is the preview', async () => {
    stubCanvas();
    expect(await makeEarlyPreview(film)).toMatchObject({ widthPx: 1, heightPx: 1 });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('No memory.'))],
    ['never ends', () => new Promise(() => undefined)],
  ])('is done without where its encoding %s', async (_what, convertToBlob) => {
    stubCanvas();
    vi.useFakeTimers();
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext() {
          return { putImageData: () => undefined };
        }
        convertToBlob = convertToBlob;
      },
    );
    const preview = makeEarlyPreview(film);
    await vi.advanceTimersByTimeAsync(1500);
    expect(await preview).toBeNull();
  });
});
