/**
 * The same film gets the same answer, as DICOM, 16-bit PNG, 8-bit PNG and JPEG of quality 90, at full size and at half: the same
 * finding, and probabilities within 0.02 of each other. On generated films always; on some of the full-size originals of the data
 * set where they lie beside the checkout (`npm run format-figures` takes them all).
 */
import { makeFilm } from '../training/synth/film.ts';
import {
  compareVariants,
  listOriginals,
  ORIGINALS_REASON,
  readOriginal,
} from './support/compare-variants.ts';
import { makeVariants } from './support/film-variants.ts';
import { expect, test } from './support/test.ts';

const MAX_DIFFERENCE = 0.02;
const SIZE = { widthPx: 900, heightPx: 720 };

test('generated films', async ({ app, backend }) => {
  test.setTimeout(300_000);
  const films = [
    makeFilm({ kind: 'normal', seed: 71, bitDepth: 12, ...SIZE }),
    makeFilm({ kind: 'pneumonia', seed: 72, bitDepth: 12, ...SIZE }),
    makeFilm({ kind: 'pneumonia', seed: 73, bitDepth: 16, ...SIZE }),
  ];
  await app.start(backend);
  let given = 0;
  for (const [index, film] of films.entries()) {
    const variants = makeVariants(`film-${index}`, film);
    const { findings, spread } = await compareVariants(app, given, variants);
    given += variants.length;
    expect(findings, `film ${index}`).toHaveLength(1);
    expect(spread, `film ${index}`).toBeLessThanOrEqual(MAX_DIFFERENCE);
  }
});

test('originals', async ({ app, backend }) => {
  const all = await listOriginals();
  test.skip(all.length === 0, ORIGINALS_REASON);
  const some = all.filter((_, index) => index % 8 === 0);
  test.setTimeout(600_000);
  await app.start(backend);
  let given = 0;
  for (const path of some) {
    const variants = makeVariants(`${given}`, await readOriginal(path));
    const { findings, spread } = await compareVariants(app, given, variants);
    given += variants.length;
    expect(findings, path).toHaveLength(1);
    expect(spread, path).toBeLessThanOrEqual(MAX_DIFFERENCE);
  }
});
