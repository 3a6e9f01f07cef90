/**
 * A model that was trained and exported a moment ago runs in the page like the shipped one. `.ci/run` trains it and names
 * its folder in LUNGFIELD_MODEL_DIR.
 */
import { AppPage } from './support/app-page.ts';
import { makeFilmFile } from './support/films.ts';
import { loadReference } from './support/reference.ts';
import { startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const modelDir = process.env.LUNGFIELD_MODEL_DIR ?? '';

// The offline copy holds the shipped model and would refuse another.
test.use({ serviceWorkers: 'block' });

test('a freshly trained model loads, passes its self-test and predicts a generated film', {
  tag: ['@webgl', '@training'],
}, async ({ page, backend }) => {
  test.skip(modelDir === '', 'LUNGFIELD_MODEL_DIR names no trained model');
  const reference = await loadReference(modelDir);
  const host = await startHost({ overlays: { 'model/': modelDir } });
  const app = new AppPage(page, host.url);
  await app.start(backend);
  // As square as the films that it was trained on: any other is rejected as no chest, and has no number to compare.
  const { film, file } = makeFilmFile({ kind: 'pneumonia', seed: 51, widthPx: 700, heightPx: 700 });
  await app.give(file);
  await app.waitDone(1);
  const [row] = await app.readCsv({ includeWithheld: true });
  expect(row.model).toBe(reference.card.model.sha256.slice(0, 12));
  expect(row.logit).not.toBe('');
  expect(Math.abs(Number(row.logit) - reference.predictLogit(film))).toBeLessThanOrEqual(0.05);
  await host.close();
});
