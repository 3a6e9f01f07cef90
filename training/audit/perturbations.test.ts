import { describe, expect, it } from 'vitest';
import { PERTURBATIONS } from './perturbations.ts';

const SIZE_PX = 20;
const ramp = Float32Array.from({ length: SIZE_PX ** 2 }, (_, index) => (index % SIZE_PX) / (SIZE_PX - 1));

function find(name: string) {
  const found = PERTURBATIONS.find((candidate) => candidate.name.startsWith(name));
  if (found === undefined) throw new Error(`no perturbation ${name}`);
  return found;
}

describe('PERTURBATIONS', () => {
  it.each(PERTURBATIONS.map((perturbation) => [perturbation.name, perturbation] as const))(
    '"%s" changes the film, keeps its range and leaves the original alone',
    (_, perturbation) => {
      const film = ramp.map((value, index) => value * (0.5 + 0.5 * Math.sin(index)));
      const before = film.slice();
      const changed = perturbation.apply(film, SIZE_PX);
      expect(film).toEqual(before);
      expect(changed).not.toEqual(before);
      expect(changed.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(perturbation.apply(film, SIZE_PX)).toEqual(changed);
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
});
