/**
 * The same film gives the same answer whatever computes it (tfjs issues 5145 and 1488: an engine that returns constants,
 * or the right answer for the first image alone).
 */
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const files = [
  makeFilmFile({ kind: 'normal', seed: 21 }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 22, widthPx: 1300, heightPx: 900 }, { format: 'jpeg' }).file,
  makeFilmFile({ kind: 'pneumonia', seed: 26, bitDepth: 16 }, { format: 'png', bitDepth: 16 }).file,
  makeFilmFile({ kind: 'normal', seed: 24, widthPx: 960, heightPx: 800 }).file,
];

test('webgl, wasm and cpu agree within 0.02 on every film, in whatever order they come', async ({
  browser,
  site,
  watch,
}) => {
  test.setTimeout(300_000);
  const answers: Record<string, number[]> = {};
  for (const backend of ['webgl', 'wasm', 'cpu']) {
    const page = await browser.newPage();
    watch.follow(page);
    const app = new AppPage(page, site.url);
    await app.start(backend);
    await app.give(...files, ...files.toReversed());
    await app.waitDone(2 * files.length, 200_000);
    const rows = await app.readCsv({ includeWithheld: true });
    expect(rows.map((row) => row.backend)).toEqual(rows.map(() => backend));
    const evidence = await app.readEvidence();
    expect(evidence.webglDraws > 0).toBe(backend === 'webgl');
    expect(evidence.wasmInstances > 0).toBe(backend === 'wasm');
    answers[backend] = rows.map((row) => Number(row.probability_pneumonia));
    await page.close();
  }
  // Distinct films give distinct answers: an engine that returned constants would agree with itself.
  expect(new Set(answers.cpu).size).toBe(files.length);
  answers.cpu.forEach((expected, index) => {
    expect(answers.cpu[2 * files.length - 1 - index]).toBe(expected);
    for (const backend of ['webgl', 'wasm']) {
      expect(Math.abs(answers[backend][index] - expected), `${backend}, file ${index}`).toBeLessThanOrEqual(
        0.02,
      );
    }
  });
});
