/**
 * `npm run fuzz -- --browser`: damaged files given to the built page, for the decoders that only a browser has (JPEG, WebP, AVIF,
 * BMP); skipped in every other run. The damage is that of scripts/fuzz, seeded.
 */
import { readFileSync } from 'node:fs';
import { type MutationKind, mutate } from '../scripts/fuzz/mutate.ts';
import { encodeFilm } from '../training/synth/encode.ts';
import { makeFilm } from '../training/synth/film.ts';
import { convertInPage } from './support/convert-in-page.ts';
import type { CsvRow } from './support/csv.ts';
import { fileOf } from './support/films.ts';
import { expect, test } from './support/test.ts';

const COUNT = Number(process.env.FUZZ_BROWSER ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Files given at once; the page is then loaded anew, which also bounds its list. */
const BATCH = 100;
const HOUR_MS = 3_600_000;
/** What another engine or rounding may move a logit. */
const SAME_LOGIT = 1e-3;

test.skip(COUNT === 0, 'only by npm run fuzz -- --browser');

type Verdict = 'refused' | 'unchanged' | 'undetectable' | 'detectable' | 'crash' | 'hang';

/** Refusals by what a film shows: its pixels were read before. */
const BY_PIXELS = /^(?:not-a-chest|near-constant|colour-image)/;

function judge(row: CsvRow, kind: MutationKind, original: CsvRow): Verdict {
  if (row.status === 'failed') return row.reason === 'decode-timeout' ? 'hang' : 'crash';
  if (row.status === 'rejected' && !BY_PIXELS.test(row.reason)) return 'refused';
  if (row.logit !== '' && Math.abs(Number(row.logit) - Number(original.logit)) < SAME_LOGIT)
    return 'unchanged';
  // What the format tells without its decoder: that its end is missing.
  return kind === 'cut off' ? 'detectable' : 'undetectable';
}

test('damaged files end in a code, in the browser’s own decoders too', async ({ app, backend }) => {
  test.setTimeout(12 * HOUR_MS);
  const film = makeFilm({ kind: 'normal', seed: 5, widthPx: 400, heightPx: 380, bitDepth: 8 });
  const png = encodeFilm(film, { format: 'png' });
  await app.start(backend);
  const { lossyWebp, losslessWebp, bmp } = await convertInPage(app.page, png);
  const corpus = [
    ['JPEG grey', encodeFilm(film, { format: 'jpeg' })],
    ['JPEG colour', encodeFilm(film, { format: 'jpeg', colour: 'rgb' })],
    ['WebP', lossyWebp],
    ['WebP lossless', losslessWebp],
    ['BMP', bmp],
    ['AVIF', readFileSync(new URL('./fixtures/film.avif', import.meta.url))],
  ] as const;

  await app.give(...corpus.map(([name, bytes]) => fileOf(name, bytes)));
  await app.waitDone(corpus.length);
  const originals = await app.readCsv({ includeWithheld: true });
  // Damage to a file that is refused in the first place would prove nothing.
  expect(originals.filter(({ logit }) => logit === '')).toEqual([]);

  const counts = new Map<string, number>();
  const bad: string[] = [];
  for (let start = 0; start < COUNT; start += BATCH) {
    const mutants = Array.from({ length: Math.min(BATCH, COUNT - start) }, (_, at) => {
      const index = start + at;
      const [name, bytes] = corpus[index % corpus.length];
      const [, other] = corpus[(index + 1 + (index % (corpus.length - 1))) % corpus.length];
      return { index, name, ...mutate(bytes, other, SEED, index) };
    });
    await app.start(backend);
    await app.give(...mutants.map(({ index, bytes }) => fileOf(`${index}`, bytes)));
    await app.waitDone(mutants.length, HOUR_MS);
    const rows = await app.readCsv({ includeWithheld: true });
    expect(rows).toHaveLength(mutants.length);
    for (const [at, { index, name, kind }] of mutants.entries()) {
      const verdict = judge(rows[at], kind, originals[index % corpus.length]);
      counts.set(`${name}: ${verdict}`, (counts.get(`${name}: ${verdict}`) ?? 0) + 1);
      if (verdict === 'detectable' || verdict === 'crash' || verdict === 'hang') {
        bad.push(
          `${verdict}: ${name}, ${kind}, seed ${SEED}, ${index}: ${rows[at].status} ${rows[at].reason}`,
        );
      }
    }
  }
  const lines = [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([what, count]) => `${what} ${count}`);
  process.stdout.write(`${COUNT} mutations of seed ${SEED} in the page\n${lines.join('\n')}\n`);
  expect(bad).toEqual([]);
});
