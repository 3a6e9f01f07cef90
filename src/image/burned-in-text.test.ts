import { describe, expect, it } from 'vitest';
import { makeFilm } from '../../training/synth/film.ts';
import { hasBurnedInText } from './burned-in-text.ts';
import { drawText, type TextOptions } from './fixtures/draw-text.ts';

/** A generated chest with its side marker. */
function makeChest(seed: number, options: { widthPx?: number; heightPx?: number; bitDepth?: 8 | 12 } = {}) {
  const { widthPx = 900, heightPx = 700, bitDepth = 8 } = options;
  const film = makeFilm({ kind: 'normal', seed, widthPx, heightPx, bitDepth, collimationShare: 0.08 });
  return { widthPx, heightPx, white: film.white, pixels: film.pixels };
}

const detect = ({ pixels, ...film }: ReturnType<typeof makeChest>): boolean =>
  hasBurnedInText({ ...film, grey: pixels });

describe('a film without text', () => {
  it.each([1, 2, 3, 4, 5, 6])('raises no privacy warning, side marker and all (film %i)', (seed) => {
    expect(detect(makeChest(seed))).toBe(false);
  });

  it.each(['R', 'L', 'AP', 'A-P'])('nor does one marked %s', (marker) => {
    const film = makeChest(7);
    drawText(film, marker, { leftPx: 20, topPx: 12, dotPx: 4, level: 255 });
    expect(detect(film)).toBe(false);
  });

  it('nor does the scale of a ruler: equal ticks are no letters', () => {
    const film = makeChest(8);
    for (let tick = 0; tick < 20; tick += 1) {
      drawText(film, 'I', { leftPx: 40 + 24 * tick, topPx: 12, dotPx: 2, level: 255 });
    }
    expect(detect(film)).toBe(false);
  });
});

describe('text burned into a film raises a privacy warning', () => {
  const corner: TextOptions = { leftPx: 20, topPx: 10, dotPx: 2, level: 255 };
  it.each<readonly [string, string, TextOptions]>([
    ['a name', 'DOE JOHN', corner],
    ['a date', '2024-03-17', corner],
    ['a date in dots of 4 px', '2024-03-17', { ...corner, dotPx: 4 }],
    ['a name along the side', 'ROE MARIA', { ...corner, topPx: 100, isDown: true }],
  ])('%s', (_, text, options) => {
    const film = makeChest(9);
    drawText(film, text, options);
    expect(detect(film)).toBe(true);
  });

  it('in black on a white strip too', () => {
    const film = makeChest(10);
    film.pixels.fill(255, 0, 900 * 30);
    drawText(film, 'DOE JOHN 2024', { ...corner, topPx: 8, level: 0 });
    expect(detect(film)).toBe(true);
  });

  it('in 12 bits, and on a film of 3000 px that is looked at in blocks', () => {
    const film = makeChest(11, { widthPx: 3000, heightPx: 2400, bitDepth: 12 });
    drawText(film, 'DOE JOHN', { leftPx: 60, topPx: 40, dotPx: 4, level: film.white });
    expect(detect(film)).toBe(true);
  });
});
