import { expect, it } from 'vitest';
import { softenLabels } from './distill.ts';

const images = [{ label: 0 }, { label: 0 }, { label: 1 }] as const;

it('lies between the label and what the fold said that had not seen the image', () => {
  const rows = [
    { index: 2, probability: 0.25 },
    { index: 0, probability: 0.75 },
  ];
  expect([...softenLabels(rows, images, { share: 0.5 })]).toEqual([0.375, Number.NaN, 0.625]);
  expect([...softenLabels(rows, images, { share: 1 })]).toEqual([0.75, Number.NaN, 0.25]);
});

it('refuses a share that is none', () => {
  for (const share of [0, -0.5, 1.01, Number.NaN]) {
    expect(() => softenLabels([], images, { share })).toThrow(RangeError);
  }
});

it('refuses two predictions for one image', () => {
  const row = { index: 1, probability: 0.5 };
  expect(() => softenLabels([row, row], images, { share: 0.5 })).toThrow('Image 1 has two predictions.');
});
