/**
 * One film in every kind of DICOM compression, through the built page: its codecs load under the page's policy, from its own
 * files alone, and the answer is that of the uncompressed twin.
 */
import {
  type EncodedBy,
  encodeFrame,
  encodeJpegLossless,
  type FrameSource,
} from '../src/image/dicom/fixtures/encode-frames.ts';
import { describeImage, encodeRle, pixelData, writeDicom } from '../src/image/dicom/fixtures/write-dicom.ts';
import { REJECTIONS, WITHHOLDINGS } from '../src/study/codes.ts';
import { STRINGS } from '../src/ui/strings.ts';
import { makeFilm } from '../training/synth/film.ts';
import { fileOf, type GivenFile } from './support/films.ts';
import { expect, test } from './support/test.ts';

const SIZE = { widthPx: 420, heightPx: 360 };
const film = makeFilm({ kind: 'normal', seed: 61, ...SIZE, bitDepth: 8 });
const values = Array.from(film.pixels);
const source: FrameSource = { ...SIZE, bits: 8, values };
const elements = describeImage({ ...SIZE, bitsAllocated: 8 });

const encapsulated = (name: string, syntax: string, frame: Uint8Array): GivenFile =>
  fileOf(name, writeDicom(elements, { syntax, fragments: [frame] }));

async function makeFiles(): Promise<GivenFile[]> {
  const native = [...elements, pixelData(values, 8)];
  const lossless: readonly (readonly [string, string, EncodedBy])[] = [
    ['IM_JLS', '1.2.840.10008.1.2.4.80', 'jpeg-ls'],
    ['IM_J2K', '1.2.840.10008.1.2.4.90', 'jpeg-2000'],
    ['IM_HTJ2K', '1.2.840.10008.1.2.4.201', 'htj2k'],
  ];
  return [
    fileOf('IM000001', writeDicom(native)),
    fileOf('IM_BARE', writeDicom(native, { wrapping: 'bare', syntax: '1.2.840.10008.1.2' })),
    fileOf('IM_DEFLATED', writeDicom(native, { syntax: '1.2.840.10008.1.2.1.99' })),
    encapsulated('IM_RLE', '1.2.840.10008.1.2.5', encodeRle(values, 1)),
    encapsulated('IM_JPLL', '1.2.840.10008.1.2.4.70', encodeJpegLossless(source)),
    ...(await Promise.all(
      lossless.map(async ([name, syntax, codec]) =>
        encapsulated(name, syntax, await encodeFrame(codec, source)),
      ),
    )),
    encapsulated('IM_JPEG', '1.2.840.10008.1.2.4.50', await encodeFrame('jpeg', source)),
  ];
}

test('the same film in each kind of DICOM gets the same answer', async ({ app, backend }) => {
  const files = await makeFiles();
  await app.start(backend);
  await app.give(...files);
  await app.waitDone(files.length);
  const rows = await app.readCsv({ includeNames: true, includeWithheld: true });
  const [first, ...others] = rows;
  expect(rows.map(({ file, reason }) => `${file}: ${reason}`)).toEqual(
    files.map(({ name }) => `${name}: ${first?.reason ?? ''}`),
  );
  for (const row of others) {
    const difference = Math.abs(Number(row.probability_pneumonia) - Number(first?.probability_pneumonia));
    expect(difference, row.file).toBeLessThanOrEqual(row.file === 'IM_JPEG' ? 0.02 : 1e-4);
  }
});

test('a film that its file calls an adult’s is withheld for that reason, and says it on its card and in the result', async ({
  app,
  backend,
}) => {
  const adult = writeDicom([...elements, [0x0010_1010, 'AS', '044Y'], pixelData(values, 8)]);
  await app.start(backend);
  await app.give(fileOf('IM_ADULT', adult));
  await app.waitDone(1);
  const [row] = await app.readCsv();
  expect(row.status).toBe('withheld');
  expect(row.reason.split(';')[0]).toBe('dicom-adult');
  expect(row.probability_pneumonia).toBe('');
  await expect(app.study(0)).toContainText(STRINGS.worklist.withheld['dicom-adult'].problem);
  await app.study(0).click();
  await expect(app.page.getByText(WITHHOLDINGS['dicom-adult'].problem).first()).toBeVisible();
  await app.page.getByRole('button', { name: STRINGS.result.reveal }).click();
  // Among the checks of the score that is now shown.
  await expect(
    app.page.getByRole('listitem').filter({ hasText: WITHHOLDINGS['dicom-adult'].problem }),
  ).toBeVisible();
});

test('a file of several frames offers to add one: the middle by itself, another by its number', async ({
  app,
  backend,
}) => {
  const frames = [1, 2, 3, 4, 5].map((seed) => makeFilm({ kind: 'normal', seed, ...SIZE, bitDepth: 8 }));
  const all = frames.flatMap(({ pixels }) => Array.from(pixels));
  const count: [number, string, string] = [0x0028_0008, 'IS', '5'];
  const alone = (frame: number): GivenFile =>
    fileOf(`alone-${frame}`, writeDicom([...elements, pixelData(Array.from(frames[frame - 1].pixels), 8)]));
  await app.start(backend);
  await app.give(
    fileOf('IM_FRAMES', writeDicom([...elements, count, pixelData(all, 8)])),
    alone(3),
    alone(5),
  );
  await app.waitDone(3);
  await expect(app.study(0)).toHaveAttribute('data-status', 'rejected');
  await app.study(0).click();
  await expect(app.page.getByText(REJECTIONS['dicom-multi-frame'].problem).first()).toBeVisible();
  await expect(app.page.getByLabel('Frame, 1 to 5')).toHaveValue('3');
  await app.page.getByRole('button', { name: 'Add one frame' }).click();
  await app.waitDone(4);
  await app.study(0).click();
  await app.page.getByLabel('Frame, 1 to 5').fill('5');
  await app.page.getByRole('button', { name: 'Add one frame' }).click();
  await app.waitDone(5);
  const rows = await app.readCsv({ includeNames: true, includeWithheld: true });
  expect(rows.map(({ file }) => file)).toEqual([
    'IM_FRAMES',
    'alone-3',
    'alone-5',
    'IM_FRAMES#3',
    'IM_FRAMES#5',
  ]);
  expect(rows[0].reason).toBe('dicom-multi-frame');
  expect(rows[3].logit).toBe(rows[1].logit);
  expect(rows[4].logit).toBe(rows[2].logit);
  expect(rows[3].logit).not.toBe(rows[4].logit);
  // The frame that was added last is the one on screen.
  await expect(app.study(4).getByRole('button', { name: 'IM_FRAMES#5' })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('a film of pixels that are not square is shown in its true shape', async ({ app, backend }) => {
  const aspect: [number, string, string] = [0x0028_0034, 'IS', '2\\1'];
  await app.start(backend);
  await app.give(fileOf('IM_ASPECT', writeDicom([...elements, aspect, pixelData(values, 8)])));
  await app.waitDone(1);
  await app.study(0).click();
  const picture = app.study(0).locator('img');
  await expect(picture).toBeVisible();
  const ratio = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight);
  // 420 x 360 pixels, each twice as high as wide.
  expect(ratio).toBeCloseTo(420 / 720, 2);
});
