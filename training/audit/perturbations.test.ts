import * as jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { createChanges } from './changes.ts';
import { EXCHANGES } from './exchanges.ts';
import { PERTURBATIONS } from './perturbations.ts';
import type { JpegRoundTrip } from './recodings.ts';

const SIZE_PX = 20;
const ramp = Float32Array.from({ length: SIZE_PX ** 2 }, (_, index) => (index % SIZE_PX) / (SIZE_PX - 1));

/** By jpeg-js; the command takes the native codec. */
const roundTrip: JpegRoundTrip = async (grey, sizePx, quality) => {
  const rgba = new Uint8Array(4 * grey.length).fill(255);
  for (let i = 0; i < grey.length; i += 1) rgba.fill(grey[i], 4 * i, 4 * i + 3);
  const { data } = jpeg.encode({ data: rgba, width: sizePx, height: sizePx }, quality);
  const decoded = jpeg.decode(data, { useTArray: true, formatAsRGBA: true }).data;
  return grey.map((_, index) => decoded[4 * index]);
};
const CHANGES = createChanges(roundTrip);

async function recode(name: string, film: Float32Array) {
  const found = CHANGES.find((candidate) => candidate.name.startsWith(name));
  if (found === undefined) throw new Error(`no change ${name}`);
  return found.apply(film, SIZE_PX);
}

function find(name: string) {
  const found = [...PERTURBATIONS, ...EXCHANGES].find((candidate) => candidate.name.startsWith(name));
  if (found === undefined) throw new Error(`no perturbation ${name}`);
  return found;
}

describe('the changes of the audit', () => {
  it.each(CHANGES.slice(1).map((perturbation) => [perturbation.name, perturbation] as const))(
    '"%s" changes the film, keeps its range and leaves the original alone',
    async (_, perturbation) => {
      const film = ramp.map((value, index) => value * (0.5 + 0.5 * Math.sin(index)));
      const donor = ramp.map((value, index) => 0.9 - 0.5 * value * Math.cos(index) ** 2);
      const [before, donorBefore] = [film.slice(), donor.slice()];
      const changed = await perturbation.apply(film, SIZE_PX, donor);
      expect(film).toEqual(before);
      expect(donor).toEqual(donorBefore);
      expect(changed).not.toEqual(before);
      expect(changed.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(await perturbation.apply(film, SIZE_PX, donor)).toEqual(changed);
    },
  );

  it('erases the corners to the mean and nothing else', () => {
    const changed = find('corners').apply(ramp, SIZE_PX);
    expect(changed[0]).toBeCloseTo(0.5, 5);
    expect(changed[SIZE_PX * 10 + 2]).toBe(ramp[SIZE_PX * 10 + 2]);
  });

  it('stretches around the centre: a ramp gets flatter by the factor', () => {
    const changed = find('stretched in width by 25').apply(ramp, SIZE_PX);
    expect(changed[15] - changed[4]).toBeCloseTo((11 / 19) * 0.8, 5);
  });

  it('blurs a dot as the binomial filter by hand: (1 2 1)/4 twice is (1 4 6 4 1)/16', () => {
    const dot = new Float32Array(SIZE_PX ** 2);
    dot[SIZE_PX * 10 + 10] = 1;
    const changed = find('blurred, sd 1.0').apply(dot, SIZE_PX);
    expect(changed[SIZE_PX * 10 + 10]).toBeCloseTo((6 / 16) ** 2, 6);
    expect(changed[SIZE_PX * 10 + 12]).toBeCloseTo((6 / 16) * (1 / 16), 6);
  });

  it('turns a film by 10° and back with little loss', () => {
    const smooth = ramp.map((_, index) => 0.5 + 0.4 * Math.sin(index / 90));
    const [there, back] = [find('rotated by 10'), find('rotated by -10')];
    const returned = back.apply(there.apply(smooth, SIZE_PX), SIZE_PX);
    const middle = SIZE_PX * 10 + 10;
    expect(Math.abs(returned[middle] - smooth[middle])).toBeLessThan(0.02);
  });

  it('hides the thorax so that nothing of it is left, not even its mean', () => {
    const bright = ramp.slice();
    for (let y = 8; y < 12; y += 1) bright.fill(1, y * SIZE_PX + 8, y * SIZE_PX + 12);
    const hide = find('thorax ellipse erased to the mean of the rest');
    expect(hide.apply(bright, SIZE_PX)).toEqual(hide.apply(ramp, SIZE_PX));
    // The ramp is symmetric about one half, and so is what lies outside the ellipse.
    expect(hide.apply(ramp, SIZE_PX)[SIZE_PX * 10 + 10]).toBeCloseTo(0.5, 5);
  });

  it('takes the corners of the other film and nothing else', () => {
    const donor = ramp.map(() => 0.25);
    const changed = find('corners (25 % of each side) of a film of the other class').apply(
      ramp,
      SIZE_PX,
      donor,
    );
    expect([changed[0], changed[4], changed[SIZE_PX * SIZE_PX - 1]]).toEqual([0.25, 0.25, 0.25]);
    // The corner ends after a quarter of 20 px.
    expect(changed[5]).toBe(ramp[5]);
    expect(changed[SIZE_PX * 10]).toBe(ramp[SIZE_PX * 10]);
    expect(() => find('border (outer 10 %)').apply(ramp, SIZE_PX)).toThrow(RangeError);
  });

  it('saves a flat film as JPEG without a change of grey beyond rounding', async () => {
    const flat = ramp.map(() => 100 / 255);
    const changed = await recode('saved as JPEG of quality 50', flat);
    for (const value of changed) expect(Math.abs(255 * value - 100)).toBeLessThanOrEqual(2);
  });

  it('stores a film smaller: what is finer than the small pixels is gone, its mean is kept', async () => {
    const stripes = ramp.map((_, index) => index % 2);
    const changed = await recode('stored at 50 %', stripes);
    expect(Math.max(...changed) - Math.min(...changed)).toBeLessThan(0.3);
    expect(changed.reduce((sum, value) => sum + value, 0) / changed.length).toBeCloseTo(0.5, 2);
  });
});
