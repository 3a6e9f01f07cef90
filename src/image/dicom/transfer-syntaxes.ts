/**
 * The transfer syntaxes (DICOM PS3.6 annex A): how the data set and its pixels are stored, or by which code one that
 * is not read is refused. A syntax that is not listed is refused as unknown.
 */
import type { RejectionCode } from '../../study/codes.ts';

/** How pixels are stored. `jpeg` is baseline or 8-bit extended, decided by the codestream's own header. */
export type PixelEncoding =
  | 'native'
  | 'native-encapsulated'
  | 'deflated-frame'
  | 'rle'
  | 'jpeg'
  | 'jpeg-lossless'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k';

/** A transfer syntax that is read. */
export interface TransferSyntax {
  readonly isBigEndian: boolean;
  readonly pixels: PixelEncoding;
}

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const DEFLATED_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';

const little = (pixels: PixelEncoding): TransferSyntax => ({ isBigEndian: false, pixels });

const READ: Readonly<Record<string, TransferSyntax>> = {
  [IMPLICIT_LITTLE_ENDIAN]: little('native'),
  [EXPLICIT_LITTLE_ENDIAN]: little('native'),
  [DEFLATED_LITTLE_ENDIAN]: little('native'),
  [EXPLICIT_BIG_ENDIAN]: { isBigEndian: true, pixels: 'native' },
  '1.2.840.10008.1.2.1.98': little('native-encapsulated'),
  '1.2.840.10008.1.2.8.1': little('deflated-frame'),
  '1.2.840.10008.1.2.5': little('rle'),
  '1.2.840.10008.1.2.4.50': little('jpeg'),
  '1.2.840.10008.1.2.4.51': little('jpeg'),
  '1.2.840.10008.1.2.4.57': little('jpeg-lossless'),
  '1.2.840.10008.1.2.4.70': little('jpeg-lossless'),
  '1.2.840.10008.1.2.4.80': little('jpeg-ls'),
  '1.2.840.10008.1.2.4.81': little('jpeg-ls'),
  '1.2.840.10008.1.2.4.90': little('jpeg-2000'),
  '1.2.840.10008.1.2.4.91': little('jpeg-2000'),
  '1.2.840.10008.1.2.4.201': little('htj2k'),
  '1.2.840.10008.1.2.4.202': little('htj2k'),
  '1.2.840.10008.1.2.4.203': little('htj2k'),
};

const REFUSED: readonly (readonly [RegExp, RejectionCode])[] = [
  // Retired in 2000: progressive, hierarchical and arithmetic JPEG (processes 6 to 13 and 15 to 29).
  [/^1\.2\.840\.10008\.1\.2\.4\.(?:5[2-6]|5[89]|6[0-6])$/, 'dicom-jpeg-retired'],
  [/^1\.2\.840\.10008\.1\.2\.4\.9[23]$/, 'dicom-jpeg2000-multi'],
  [/^1\.2\.840\.10008\.1\.2\.4\.(?:9[45]|20[45])$/, 'dicom-jpip'],
  // MPEG-2, H.264, HEVC, and SMPTE ST 2110.
  [/^1\.2\.840\.10008\.1\.2\.(?:4\.10[0-8](?:\.1)?|7\.[123])$/, 'dicom-video'],
  [/^1\.2\.840\.10008\.1\.2\.4\.11[0-2]$/, 'dicom-jpegxl'],
];

/**
 * @param uid transfer syntax UID, trimmed
 * @returns the syntax, or the code by which it is refused
 */
export function findTransferSyntax(uid: string): TransferSyntax | RejectionCode {
  const syntax = READ[uid];
  if (Object.hasOwn(READ, uid) && syntax !== undefined) return syntax;
  return REFUSED.find(([pattern]) => pattern.test(uid))?.[1] ?? 'dicom-syntax-unknown';
}
