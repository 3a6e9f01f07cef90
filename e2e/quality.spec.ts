/**
 * Films that lie wrong or carry text: what is said of them, and that a correction is one press away and gives the upright
 * film's own answer.
 */
import { drawText } from '../src/image/fixtures/draw-text.ts';
import { REJECTIONS, WARNINGS } from '../src/study/codes.ts';
import { STRINGS } from '../src/ui/strings.ts';
import { encodeFilm } from '../training/synth/encode.ts';
import { type Film, makeFilm } from '../training/synth/film.ts';
import { fileOf } from './support/films.ts';
import { expect, test } from './support/test.ts';

const film = makeFilm({ kind: 'normal', seed: 71, widthPx: 600, heightPx: 500, bitDepth: 8 });

const save = (name: string, changed: Partial<Film> = {}) =>
  fileOf(name, encodeFilm({ ...film, ...changed }, { format: 'png' }), 'image/png');

/** The film turned left by a quarter: its first column from below is its bottom row. */
function turnLeft(): Partial<Film> {
  const { widthPx, heightPx } = film;
  const pixels = new Uint8Array(film.pixels.length);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      pixels[(widthPx - 1 - x) * heightPx + y] = film.pixels[y * widthPx + x];
    }
  }
  return { widthPx: heightPx, heightPx: widthPx, pixels };
}

function withText(): Partial<Film> {
  const pixels = Uint8Array.from(film.pixels);
  pixels.fill(0, 0, film.widthPx * 40);
  drawText({ widthPx: film.widthPx, pixels }, 'DOE JOHN 2024', {
    leftPx: 20,
    topPx: 10,
    dotPx: 2,
    level: 255,
  });
  return { pixels };
}

test('an inverted and a turned film are refused as they lie, and read like the upright one once corrected', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(
    save('upright.png'),
    save('inverted.png', { pixels: Uint8Array.from(film.pixels, (value) => 255 - value) }),
    save('turned.png', turnLeft()),
  );
  await app.waitDone(3);
  const before = await app.readCsv({ includeWithheld: true });
  expect(before.map(({ status, reason }) => `${status} ${reason}`).slice(1)).toEqual([
    'rejected not-a-chest-as-it-lies',
    'rejected not-a-chest-as-it-lies',
  ]);
  const fixes = [
    STRINGS.result.reread({ quarterTurns: 0, isInverted: true }),
    STRINGS.result.reread({ quarterTurns: 1, isInverted: false }),
  ] as const;
  for (const [index, label] of fixes.entries()) {
    await app.study(index + 1).click();
    await expect(app.page.getByText(REJECTIONS['not-a-chest-as-it-lies'].problem).first()).toBeVisible();
    await app.page.getByRole('button', { name: label }).click();
    await app.waitDone(3);
  }
  const after = await app.readCsv({ includeWithheld: true });
  expect(after).toHaveLength(3);
  const [upright, ...corrected] = after;
  expect(corrected.map(({ warnings }) => warnings)).toEqual(['read-inverted', 'read-turned']);
  for (const row of corrected) {
    expect(row.status).toBe(upright.status);
    expect(Math.abs(Number(row.logit) - Number(upright.logit))).toBeLessThan(1e-3);
  }
  await app.page.getByRole('button', { name: STRINGS.result.rereadAsStored }).click();
  await app.waitDone(3);
  const undone = await app.readCsv({ includeWithheld: true });
  expect(undone[2]).toMatchObject({ status: 'rejected', reason: 'not-a-chest-as-it-lies', warnings: '' });
});

test('a name in the pixels is a privacy warning beside the result', async ({ app, backend }) => {
  await app.start(backend);
  await app.give(save('plain.png'), save('named.png', withText()));
  await app.waitDone(2);
  const rows = await app.readCsv();
  expect(rows.map(({ warnings }) => warnings)).toEqual(['', 'burned-in-text']);
  await app.study(1).click();
  await expect(app.page.getByText(WARNINGS['burned-in-text'].problem).first()).toBeVisible();
});
