/**
 * The counts beside a split: those of the card's own bin, with their interval, and none where a film is not like the ones
 * that were counted.
 */
import { readFile } from 'node:fs/promises';
import { parseModelCard } from '../src/model/model-card.ts';
import { binOfScore } from '../src/model/score-bins.ts';
import { STRINGS } from '../src/ui/strings.ts';
import { fileOf } from './support/films.ts';
import { distPath } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

/** A committed sample as a file that was chosen. */
async function readSample(name: string) {
  return fileOf(name, await readFile(distPath('samples', name)), 'image/png');
}

test('a read film says how many of 100 films scored like it were labelled pneumonia, with the interval', async ({
  app,
  backend,
}) => {
  const card = parseModelCard(JSON.parse(await readFile(distPath('model', 'model-card.json'), 'utf8')));
  const names = ['synthetic-normal.png', 'synthetic-pneumonia.png'];
  await app.start(backend);
  await app.give(...(await Promise.all(names.map(readSample))));
  await app.waitDone(names.length);
  const rows = await app.readCsv();
  for (const [index, row] of rows.entries()) {
    expect(row.status).toBe('predicted');
    await app.study(index).click();
    const bin = binOfScore(card.scoreCounts, Number(row.probability_pneumonia));
    const counts = app.page.locator('[data-counts]');
    await expect(counts).toContainText('Of 100 radiographs scored like this one');
    const text = (await counts.textContent()) ?? '';
    // Every number of the two sentences but "100" and the "95" of the interval.
    const numbers = (text.match(/\d+(\.\d+)?/g) ?? []).map(Number).filter((_, at) => at > 0);
    expect(numbers).toContain(bin.normal + bin.pneumonia);
    expect(numbers).toContain(Math.round(100 * bin.share.value));
    expect(numbers).toContain(Math.floor(100 * bin.share.lower));
    expect(numbers).toContain(Math.ceil(100 * bin.share.upper));
    expect(text).toMatch(/95\s% interval/);
    expect(text).toContain('prior of one half');
  }
});

test('a film that is shown although it was withheld has no counts, and says why', async ({
  app,
  backend,
}) => {
  await app.start(backend);
  await app.give(await readSample('synthetic-unlike.png'));
  await app.waitDone(1);
  await app.study(0).click();
  await app.page.getByRole('button', { name: STRINGS.result.reveal }).click();
  await expect(app.page.getByText(STRINGS.counts.unlike)).toBeVisible();
  await expect(app.page.locator('[data-counts]')).toHaveCount(0);
});
