/**
 * A picture with everything burned in, as a DICOM Secondary Capture in colour (PS3.3 A.8.1): every viewer opens it, where
 * few open a parametric map. What the picture says is `ui/report/`'s; that it says something is declared here.
 */
import { NOTICE, type Report } from '../describe.ts';
import type { FilmReference } from '../film-reference.ts';
import { buildCommonModules, buildReference, toDecimalString, toDicomTime } from './modules.ts';
import type { DicomDataset } from './write-file.ts';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** A drawn picture. */
export interface CapturedPicture {
  /** Even, so that the pixels fill whole words. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGBA, opaque, row by row. */
  readonly pixels: Uint8ClampedArray;
  /** What it shows, in words. */
  readonly description: string;
  /** Pixels' bytes by file's bytes of the lossy JPEG that the film was drawn from. */
  readonly compressionRatio: number;
}

/**
 * Builds the data set.
 *
 * @throws RangeError when the width is odd or the pixels do not fit the size
 */
export function buildCapture(picture: CapturedPicture, report: Report, film: FilmReference): DicomDataset {
  const { widthPx, heightPx, description, compressionRatio } = picture;
  const { date, time } = toDicomTime(report.createdAt);
  const reference = buildReference(film);
  return {
    ...buildCommonModules(SECONDARY_CAPTURE, report, film),
    Modality: 'OT',
    ConversionType: 'WSD',
    DateOfSecondaryCapture: date,
    TimeOfSecondaryCapture: time,
    ImageType: ['DERIVED', 'SECONDARY'],
    PatientOrientation: '',
    BurnedInAnnotation: 'YES',
    ImageComments: `${NOTICE}. ${description}`,
    // As much as its VR holds.
    DerivationDescription: description.slice(0, 1024),
    ...(reference === null ? {} : { SourceImageSequence: [reference] }),
    LossyImageCompression: '01',
    LossyImageCompressionRatio: toDecimalString(Number(compressionRatio.toFixed(2))),
    LossyImageCompressionMethod: 'ISO_10918_1',
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: heightPx,
    Columns: widthPx,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: [dropAlpha(picture)],
  };
}

function dropAlpha({ widthPx, heightPx, pixels }: CapturedPicture): ArrayBuffer {
  if (widthPx % 2 !== 0 || pixels.length !== 4 * widthPx * heightPx) {
    throw new RangeError(`${pixels.length} bytes do not make ${widthPx} x ${heightPx} pixels.`);
  }
  const rgb = new Uint8Array(3 * widthPx * heightPx);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = pixels[from];
    rgb[to + 1] = pixels[from + 1];
    rgb[to + 2] = pixels[from + 2];
  }
  return rgb.buffer;
}
