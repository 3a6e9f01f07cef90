import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A canvas that gives back what `alter` makes of each value drawn. */
function stubCanvas(alter: (value: number, index: number) => number): { countReads: () => number } {
  let reads = 0;
  class Layer {
    readonly data: Uint8ClampedArray;
    constructor(widthPx: number, heightPx: number) {
      this.data = new Uint8ClampedArray(4 * widthPx * heightPx);
    }
  }
  vi.stubGlobal('ImageData', Layer);
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        let held = new Uint8ClampedArray(0);
        return {
          putImageData: (image: Layer) => {
            held = Uint8ClampedArray.from(image.data);
          },
          getImageData: () => {
            reads += 1;
            return { data: held.map(alter) };
          },
        };
      }
    },
  );
  return { countReads: () => reads };
}

/** A fresh module: the answer is kept for the life of a worker. */
async function ask(times = 1): Promise<boolean[]> {
  const { hasCanvasNoise } = await import('./canvas-noise.ts');
  return Array.from({ length: times }, hasCanvasNoise);
}

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a browser that alters canvas pixels is found out', () => {
  it.each<[string, (value: number, index: number) => number]>([
    ['by one level in one colour of one pixel', (value, index) => (index === 4002 ? value ^ 1 : value)],
    ['by the last bit of every pixel', (value) => value ^ 1],
    ['by white in place of everything', () => 255],
    ['by nothing in place of everything', () => 0],
  ])('%s', async (_what, alter) => {
    stubCanvas(alter);
    expect(await ask()).toEqual([true]);
  });

  it('where it gives no canvas at all', async () => {
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext() {
          return null;
        }
      },
    );
    expect(await ask()).toEqual([true]);
  });
});

describe('what is left of the film', () => {
  it.each<[string, boolean, (value: number, index: number) => number]>([
    ['unseen noise', false, (value) => value ^ 1],
    ['white in place of everything', true, () => 255],
    ['chance in place of everything', true, (value, index) => (value * 31 + index * 97) & 0xff],
    ['the film itself', false, (value) => value],
  ])('under %s: nothing, %s', async (_what, isUseless, alter) => {
    stubCanvas(alter);
    const { isCanvasUseless } = await import('./canvas-noise.ts');
    expect(isCanvasUseless()).toBe(isUseless);
  });
});

describe('an honest browser', () => {
  it('is taken at its word, and asked once', async () => {
    const { countReads } = stubCanvas((value) => value);
    expect(await ask(3)).toEqual([false, false, false]);
    expect(countReads()).toBe(1);
  });
});
