import { expect, it } from 'vitest';
import { drawLines } from './plot.mjs';

const labels = { x: 'films', y: 'seconds' };

it('draws what grows in proportion as a straight line, and names it', () => {
  const svg = drawLines('Growth', labels, [
    {
      label: 'a < b',
      points: [
        [1, 2],
        [10, 20],
        [100, 200],
      ],
    },
  ]);
  const [[x0, y0], [x1, y1], [x2, y2]] = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  expect((y1 - y0) / (x1 - x0)).toBeCloseTo((y2 - y1) / (x2 - x1), 1);
  expect(y1).toBeLessThan(y0);
  expect(svg).toContain('a &lt; b</text>');
});

it('leaves out what has no place on a logarithmic axis', () => {
  const svg = drawLines('Growth', labels, [
    {
      label: 'seconds',
      points: [
        [1, 0],
        [10, 20],
        [100, 200],
      ],
    },
  ]);
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
