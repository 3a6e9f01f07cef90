import { describe, expect, it, vi } from 'vitest';
import { DecodeFailure } from '../image/decode-error.ts';
import { describeImage, pixelData, writeDicom } from '../image/dicom/fixtures/write-dicom.ts';
import { sourceOf, sourceOfFrame } from '../study/source.ts';
import type { ReportedStudy } from './describe.ts';
import { readFilmReference } from './film-reference.ts';
import { makeReport } from './fixtures/studies.ts';

const FILE = new File(
  [
    writeDicom([
      ...describeImage({ widthPx: 2, heightPx: 2, bitsAllocated: 8 }),
      [0x0010_0010, 'PN', 'CANARY^Child'],
      pixelData([0, 1, 2, 3], 8),
    ]),
  ],
  'film.dcm',
);

/** A study of a DICOM film with a result. */
function makeStudy(): ReportedStudy {
  const [study] = makeReport().studies;
  if (study === undefined) throw new Error('There is no study.');
  return study;
}

function makePngStudy(): ReportedStudy {
  const study = makeStudy();
  if (study.run === null) throw new Error('There is no result.');
  return { ...study, run: { ...study.run, film: { ...study.run.film, format: 'png' } } };
}

describe('which film an export is of', () => {
  it('is read from the file, with the frame that was chosen', async () => {
    const source = sourceOfFrame(sourceOf(FILE), 2);
    expect(await readFilmReference(makeStudy(), source)).toMatchObject({
      identity: { patientName: 'CANARY^Child' },
      frame: 2,
    });
  });

  it('is not known of a film that is no DICOM, whose file is not even opened', async () => {
    const source = { ...sourceOf(FILE), open: vi.fn() };
    expect(await readFilmReference(makePngStudy(), source)).toEqual({ identity: null, frame: null });
    expect(source.open).not.toHaveBeenCalled();
  });

  it('is never left out in silence where the file is gone', async () => {
    const gone = new DecodeFailure('file-not-readable');
    const source = { ...sourceOf(FILE), open: () => Promise.reject(gone) };
    await expect(readFilmReference(makeStudy(), source)).rejects.toBe(gone);
    const lost = Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error('moved')) });
    const moved = { ...sourceOf(FILE), open: async () => lost };
    await expect(readFilmReference(makeStudy(), moved)).rejects.toThrow(DecodeFailure);
  });
});
