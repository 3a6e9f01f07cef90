import { describe, expect, it } from 'vitest';
import {
  type FilmSize,
  fitScale,
  matrixOf,
  mirrorView,
  panView,
  placeFilm,
  setScale,
  toFilm,
  toShown,
  turnView,
  type View,
  WHOLE,
  zoomView,
} from './view.ts';

/** 200 x 100 px. */
const FILM: FilmSize = { widthPx: 200, heightPx: 100, pixelAspect: 1 };
const FRAME = { widthPx: 400, heightPx: 400 };
const POSES = [0, 1, 2, 3].flatMap((quarterTurns) =>
  [false, true].map((isMirrored) => ({ ...WHOLE, quarterTurns, isMirrored }) as View),
);

describe('a film in its frame', () => {
  it('is as large as fits, and in the middle', () => {
    // 400 / 200 = 2; 100 rows make 200 px, 100 px above and below.
    expect(placeFilm(FILM, WHOLE, FRAME)).toEqual({
      leftPx: 0,
      topPx: 100,
      widthPx: 400,
      heightPx: 200,
      scale: 2,
      quarterTurns: 0,
      isMirrored: false,
    });
  });

  it('keeps the shape of its pixels', () => {
    // Twice as high as wide: 200 x 200 columns.
    expect(placeFilm({ ...FILM, pixelAspect: 2 }, WHOLE, FRAME)).toMatchObject({
      widthPx: 400,
      heightPx: 400,
    });
  });

  it('fits on its side as well', () => {
    expect(fitScale(FILM, { ...WHOLE, quarterTurns: 1 }, { widthPx: 300, heightPx: 400 })).toBe(2);
    expect(placeFilm(FILM, { ...WHOLE, quarterTurns: 1 }, FRAME)).toMatchObject({
      widthPx: 200,
      heightPx: 400,
    });
  });

  it('lies on whole pixels of the screen', () => {
    const { leftPx, topPx } = placeFilm(FILM, { ...WHOLE, scale: 1 }, { widthPx: 401, heightPx: 333 });
    // (401 - 200) / 2 = 100.5, (333 - 100) / 2 = 116.5
    expect([leftPx, topPx]).toEqual([101, 117]);
  });
});

describe('turn and mirror', () => {
  it.each([
    // Where the upper left corner of the film is seen.
    [0, false, 0, 0],
    [1, false, 1, 0],
    [2, false, 1, 1],
    [3, false, 0, 1],
    [0, true, 1, 0],
    [1, true, 0, 0],
  ] as const)('%i quarter turns to the right, mirrored %s', (quarterTurns, isMirrored, x, y) => {
    expect(toShown({ x: 0, y: 0 }, { quarterTurns, isMirrored })).toEqual({ x, y });
  });

  it.each(POSES)('can be undone: %o', (pose) => {
    const { x, y } = toFilm(toShown({ x: 0.2, y: 0.7 }, pose), pose);
    expect(x).toBeCloseTo(0.2, 12);
    expect(y).toBeCloseTo(0.7, 12);
  });

  it.each(POSES)('turning right is to the right as it is seen: %o', (pose) => {
    const before = toShown({ x: 0.2, y: 0.7 }, pose);
    const after = toShown({ x: 0.2, y: 0.7 }, turnView(pose, 'right'));
    expect(after.x).toBeCloseTo(1 - before.y, 12);
    expect(after.y).toBeCloseTo(before.x, 12);
    expect(turnView(turnView(pose, 'right'), 'left')).toEqual(pose);
  });

  it.each(POSES)('mirroring exchanges left and right as it is seen: %o', (pose) => {
    const before = toShown({ x: 0.2, y: 0.7 }, pose);
    const after = toShown({ x: 0.2, y: 0.7 }, mirrorView(pose));
    expect(after.x).toBeCloseTo(1 - before.x, 12);
    expect(after.y).toBeCloseTo(before.y, 12);
  });
});

describe('zoom', () => {
  it('keeps what is under the cursor there', () => {
    // At the fit, x 300, y 150 is the film's 0.75, 0.25. Doubled: 800 x 400 px, so left is 300 - 600, top 150 - 100.
    const view = zoomView(FILM, WHOLE, FRAME, 2, { x: 300, y: 150 });
    expect(view.scale).toBe(4);
    const { leftPx, topPx } = placeFilm(FILM, view, FRAME);
    expect(leftPx).toBe(-300);
    // 400 rows just fill the frame: that axis is centred.
    expect(topPx).toBe(0);
  });

  it.each(POSES)('does so turned and mirrored: %o', (pose) => {
    const near = zoomView(FILM, pose, FRAME, 8, { x: 210, y: 190 });
    const before = placeFilm(FILM, near, FRAME);
    const after = placeFilm(FILM, zoomView(FILM, near, FRAME, 1.5, { x: 123, y: 321 }), FRAME);
    const share = (placement: typeof before) => [
      (123 - placement.leftPx) / placement.widthPx,
      (321 - placement.topPx) / placement.heightPx,
    ];
    // But for the rounding to whole pixels.
    expect(share(after)[0]).toBeCloseTo(share(before)[0], 2);
    expect(share(after)[1]).toBeCloseTo(share(before)[1], 2);
  });

  it('ends at the fit and at 32 pixels for one', () => {
    expect(
      zoomView(FILM, zoomView(FILM, WHOLE, FRAME, 3, { x: 9, y: 9 }), FRAME, 0.01, { x: 0, y: 0 }),
    ).toEqual(WHOLE);
    expect(zoomView(FILM, WHOLE, FRAME, 1000, { x: 0, y: 0 }).scale).toBe(32);
  });

  it('to one to one is about the middle, smaller than the fit too', () => {
    expect(setScale(FILM, WHOLE, FRAME, 1)).toEqual({ ...WHOLE, scale: 1 });
    expect(placeFilm(FILM, { ...WHOLE, scale: 1 }, FRAME)).toMatchObject({
      leftPx: 100,
      topPx: 150,
      widthPx: 200,
    });
  });
});

describe('moving', () => {
  /** 1600 x 800 px, middle to middle: left is -600, top -200. */
  const near: View = { ...WHOLE, scale: 8 };

  it.each(POSES)('goes where the hand goes: %o', (pose) => {
    const before = placeFilm(FILM, { ...pose, scale: 8 }, FRAME);
    const after = placeFilm(FILM, panView(FILM, { ...pose, scale: 8 }, FRAME, { x: 30, y: -20 }), FRAME);
    expect([after.leftPx - before.leftPx, after.topPx - before.topPx]).toEqual([30, -20]);
  });

  it('ends at the edge of the film', () => {
    expect(placeFilm(FILM, panView(FILM, near, FRAME, { x: 9999, y: -9999 }), FRAME)).toMatchObject({
      leftPx: 0,
      topPx: -400,
    });
  });

  it('does nothing to a film that is seen whole', () => {
    expect(panView(FILM, WHOLE, FRAME, { x: 30, y: 30 })).toBe(WHOLE);
  });
});

describe('a picture laid over the film', () => {
  it.each([
    // The film covers 0, 100 to 400, 300 device pixels: 0, 50 to 200, 150 of CSS. The picture has 100 x 50.
    [0, false, [2, 0, 0, 2, 0, 50]],
    [0, true, [-2, 0, 0, 2, 200, 50]],
    [2, false, [-2, 0, 0, -2, 200, 150]],
    // On its side it covers 100, 0 to 300, 400: 50, 0 to 150, 200 of CSS.
    [1, false, [0, 2, -2, 0, 150, 0]],
    [3, false, [0, -2, 2, 0, 50, 200]],
  ] as const)('%i quarter turns, mirrored %s', (quarterTurns, isMirrored, expected) => {
    const placement = placeFilm(FILM, { ...WHOLE, quarterTurns, isMirrored }, FRAME);
    const matrix = matrixOf(placement, { widthPx: 100, heightPx: 50 }, 2);
    expect(matrix.map((value) => value + 0)).toEqual(expected);
  });
});
