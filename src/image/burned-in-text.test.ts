import { describe, expect, it } from 'vitest';
import { makeFilm } from '../../training/synth/film.ts';
import { hasBurnedInText } from './burned-in-text.ts';
import { drawText, type TextOptions } from './fixtures/draw-text.ts';

const chests = [1, 2, 3].map((seed) =>
  makeFilm({ kind: 'normal', seed, widthPx: 450, heightPx: 350, bitDepth: 8, collimationShare: 0.08 }),
);

/** A generated chest with its side marker, every pixel as a block of `factor` x `factor`; fresh pixels. */
function makeChest(index: number, factor = 2) {
  const film = chests[index % chests.length];
  const [widthPx, heightPx] = [film.widthPx * factor, film.heightPx * factor];
  const pixels = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      pixels[y * widthPx + x] = film.pixels[Math.floor(y / factor) * film.widthPx + Math.floor(x / factor)];
    }
  }
  return { widthPx, heightPx, white: 255, pixels };
}

const detect = ({ pixels, ...film }: ReturnType<typeof makeChest>): boolean =>
  hasBurnedInText({ ...film, grey: pixels });

describe('a film without text', () => {
  it.each([1, 2, 3])('raises no privacy warning, side marker and all (film %i)', (seed) => {
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

  it('in 12 bits, and on a film that is looked at in blocks', () => {
    const film = makeChest(11, 6);
    drawText(film, 'DOE JOHN', { leftPx: 60, topPx: 40, dotPx: 4, level: 255 });
    const pixels = Uint16Array.from(film.pixels, (value) => value * 16 + 15);
    expect(hasBurnedInText({ ...film, grey: pixels, white: 4095 })).toBe(true);
  });
});
