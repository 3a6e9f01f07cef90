/**
 * How large a pixel is, by the file's tags (DICOM PS3.3 10.7.1.3, and the notes of C.8.11.4 and 10.7.1.1). A projection
 * has no true size: what lies far from the detector is magnified. Only where the file says that its spacing was corrected
 * for that is a length one in the patient.
 */
import type { DataSet } from 'dicom-parser';
import type { PixelSpacing } from '../film-values.ts';
import { readPair } from './tags.ts';

/** Estimated Radiographic Magnification Factor; a factor below 1 is impossible and says nothing. */
function readMagnification(dataSet: DataSet): number | null {
  const factor = dataSet.floatString('x00181114') ?? Number.NaN;
  return Number.isFinite(factor) && factor >= 1 ? factor : null;
}

/**
 * Pixel Spacing where it is there, else Imager Pixel Spacing. The first is a size in the patient where its calibration
 * type says so, or where it differs from the imager's.
 *
 * @returns null where the file says nothing of a size
 */
export function readSpacing(dataSet: DataSet): PixelSpacing | null {
  const imager = readPair(dataSet, 'x00181164');
  const pixel = readPair(dataSet, 'x00280030');
  // Rows' spacing first: the height of a pixel.
  const pair = pixel ?? imager;
  if (pair === null) return null;
  const [heightMm, widthMm] = pair;
  const isOther = pixel !== null && imager !== null && (pixel[0] !== imager[0] || pixel[1] !== imager[1]);
  const hasType = pixel !== null && (dataSet.string('x00280a02') ?? '') !== '';
  const isCorrected = isOther || hasType;
  return {
    widthMm,
    heightMm,
    plane: isCorrected ? 'patient' : 'detector',
    magnification: isCorrected ? null : readMagnification(dataSet),
  };
}
