/**
 * Real files of odd kinds, where they are present beside the project (`../shared/data/dicom_dev`; never committed): each
 * is read or refused, as listed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode.ts';
import { DecodeError } from '../decode-error.ts';
import { measureDifference } from '../fixtures/measure-difference.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';

const FOLDER = '../shared/data/dicom_dev';
const isPresent = existsSync(FOLDER);
if (!isPresent) console.info(`Skipped: ${FOLDER} is not there.`);

serveCodecs();

interface Expected {
  readonly sizePx: string;
  readonly bitDepth: number;
  readonly withholdings: readonly string[];
  readonly warnings?: readonly string[];
}

const READ: readonly (readonly [string, Expected])[] = [
  [
    'CR-teeth-ModalityLUT-JPLL.dcm',
    {
      sizePx: '1976 x 1576',
      bitDepth: 10,
      withholdings: ['dicom-adult'],
      warnings: ['saturated', 'wide-border'],
    },
  ],
  ['DX_966_fixed_J2KR.dcm', { sizePx: '2000 x 2128', bitDepth: 12, withholdings: [] }],
  ['RG1_JLSN.dcm', { sizePx: '1841 x 1955', bitDepth: 15, withholdings: ['dicom-adult'] }],
  [
    'RG3_leg_JPLL.dcm',
    {
      sizePx: '1760 x 1760',
      bitDepth: 10,
      withholdings: ['dicom-not-chest', 'dicom-adult'],
      warnings: ['wide-border'],
    },
  ],
  [
    'RG3_leg_RLE.dcm',
    {
      sizePx: '1760 x 1760',
      bitDepth: 10,
      withholdings: ['dicom-not-chest', 'dicom-adult'],
      warnings: ['wide-border'],
    },
  ],
];

const REFUSED: readonly (readonly [string, string])[] = [
  ['CR_chest_header_only_no_pixels_japanese.dcm', 'dicom-no-pixels'],
  ['CT_small.dcm', 'too-small'],
  ['DX_vpop_jpeg-baseline.dcm', 'dicom-colour'],
  ['MR_truncated.dcm', 'truncated'],
  ['RG2_hip_JPLY_fixed.dcm', 'dicom-jpeg-12-bit'],
  ['US_palette.dcm', 'dicom-palette'],
  // It begins with a stray byte before its first tag; dcmtk and gdcm can't read it either.
  ['no_meta.dcm', 'unknown-format'],
];

const load = (name: string): Blob => new Blob([new Uint8Array(readFileSync(`${FOLDER}/${name}`))]);

describe.skipIf(!isPresent)('a real file', () => {
  it.each(READ)('%s is read', async (name, { sizePx, bitDepth, withholdings, warnings = [] }) => {
    const film = await decode(load(name));
    expect(`${film.widthPx} x ${film.heightPx}`).toBe(sizePx);
    expect(film.bitDepth).toBe(bitDepth);
    expect(film.withholdings).toEqual(withholdings);
    expect(film.warnings).toEqual(warnings);
  });

  it.each(REFUSED)('%s is refused: %s', async (name, code) => {
    const error: unknown = await decode(load(name)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as DecodeError).code).toBe(code);
  });

  it('is the same film as JPEG lossless and as RLE', async () => {
    const [lossless, rle] = await Promise.all([
      decode(load('RG3_leg_JPLL.dcm')),
      decode(load('RG3_leg_RLE.dcm')),
    ]);
    expect(measureDifference(lossless.pixels, rle.pixels)).toBe(0);
  });
});
