/**
 * What a file is, by its first bytes: never by its name or MIME type, which are wrong too often.
 * A new format is one entry here, and one in `decode.ts` once it can be decoded.
 */
import { findBareSyntax } from './dicom/bare-data-set.ts';

/** How many first bytes are enough for every test below. */
export const SNIFF_BYTES = 4096;

/** A format that is told apart. */
export type SniffedFormat =
  | 'jpeg'
  | 'png'
  | 'system'
  | 'dicom'
  | 'dicomdir'
  | 'tiff'
  | 'webp'
  | 'bmp'
  | 'gif'
  | 'heic'
  | 'avif'
  | 'jpeg2000'
  | 'jpegxl'
  | 'icon'
  | 'psd'
  | 'nifti'
  | 'document'
  | 'svg'
  | 'html'
  | 'pdf'
  | 'zip'
  | 'archive'
  | 'video';

interface Signature {
  readonly format: SniffedFormat;
  /** @param text the head as Latin-1, so that index = byte offset */
  readonly matches: (text: string, head: Uint8Array) => boolean;
}

/** ISO base media brands (`ftyp` at 4; ISO/IEC 14496-12) that are images; every other brand is a video. */
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];
const AVIF_BRANDS = ['avif', 'avis'];

const startsWith =
  (...prefixes: readonly string[]) =>
  (text: string): boolean =>
    prefixes.some((prefix) => text.startsWith(prefix));

function brandOf(text: string): string | null {
  return text.startsWith('ftyp', 4) ? text.slice(8, 12) : null;
}

/** AVIF files may name a general brand first and their own among the compatible ones. */
function hasBrand(text: string, brands: readonly string[]): boolean {
  const brand = brandOf(text);
  if (brand === null) return false;
  if (brands.includes(brand)) return true;
  const length = text.charCodeAt(2) * 256 + text.charCodeAt(3);
  const compatible = text.slice(16, Math.min(length, 256)).match(/.{4}/gs) ?? [];
  return (brand === 'mif1' || brand === 'msf1') && compatible.some((name) => brands.includes(name));
}

/** Part 10 file: 128 bytes of anything, then DICM (DICOM PS3.10 7.1). */
function isPart10(text: string): boolean {
  return text.startsWith('DICM', 128);
}

/** Media Storage Directory Storage, the SOP class of a DICOMDIR (DICOM PS3.4 B.5). */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

/** The text's beginning without byte order mark, white space, XML declaration, comments and document type. */
function markupStart(text: string): string {
  return text
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^(?:\s+|<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^>]*>)+/i, '')
    .slice(0, 16)
    .toLowerCase();
}

/** First match wins; the order matters where one format is built on another. */
const SIGNATURES: readonly Signature[] = [
  // A Part 10 preamble may hold another format's header on purpose: DICM decides.
  { format: 'dicomdir', matches: (text) => isPart10(text) && text.includes(DIRECTORY_CLASS) },
  { format: 'dicom', matches: isPart10 },
  { format: 'jpeg', matches: startsWith('\xff\xd8\xff') },
  { format: 'png', matches: startsWith('\x89PNG\r\n\x1a\n') },
  { format: 'tiff', matches: startsWith('II*\0', 'MM\0*', 'II+\0', 'MM\0+') },
  { format: 'webp', matches: (text) => text.startsWith('RIFF') && text.startsWith('WEBP', 8) },
  { format: 'bmp', matches: (text) => text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0' },
  { format: 'gif', matches: startsWith('GIF87a', 'GIF89a') },
  { format: 'avif', matches: (text) => hasBrand(text, AVIF_BRANDS) },
  { format: 'heic', matches: (text) => HEIC_BRANDS.includes(brandOf(text) ?? '') },
  { format: 'jpeg2000', matches: startsWith('\0\0\0\x0cjP  \r\n\x87\n', '\xff\x4f\xff\x51') },
  { format: 'jpegxl', matches: startsWith('\xff\x0a', '\0\0\0\x0cJXL \r\n\x87\n') },
  { format: 'psd', matches: startsWith('8BPS') },
  { format: 'pdf', matches: (text) => text.slice(0, 1024).includes('%PDF-') },
  { format: 'zip', matches: startsWith('PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08') },
  // AppleDouble (RFC 1740), the Finder's .DS_Store, Windows' desktop.ini.
  {
    format: 'system',
    matches: startsWith('\x00\x05\x16\x07', '\0\0\0\x01Bud1', '[.ShellClassInfo]', '\r\n[.ShellClassInfo]'),
  },
  // Compound file: old Office documents, and Windows' Thumbs.db.
  { format: 'document', matches: startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '{\\rtf') },
  {
    format: 'archive',
    matches: startsWith(
      '\x1f\x8b',
      '7z\xbc\xaf\x27\x1c',
      'Rar!\x1a\x07',
      'BZh',
      '\xfd7zXZ\0',
      '\x28\xb5\x2f\xfd',
    ),
  },
  {
    format: 'video',
    matches: (text) =>
      brandOf(text) !== null ||
      startsWith('\x1aE\xdf\xa3', 'FLV\x01', '\0\0\x01\xba', '\0\0\x01\xb3', 'OggS')(text) ||
      (text.startsWith('RIFF') && text.startsWith('AVI ', 8)) ||
      text.startsWith('moov', 4) ||
      text.startsWith('mdat', 4),
  },
  { format: 'nifti', matches: (text) => /^(?:n\+1|ni1)\0$/.test(text.slice(344, 348)) },
  { format: 'icon', matches: startsWith('\0\0\x01\0', '\0\0\x02\0', 'icns') },
  { format: 'svg', matches: (text) => markupStart(text).startsWith('<svg') },
  { format: 'html', matches: (text) => /^(?:<!doctype html|<html|<head|<body)/.test(markupStart(text)) },
  { format: 'dicom', matches: (_text, head) => findBareSyntax(head) !== null },
];

/**
 * Tells a file's format by content.
 *
 * @param head the file's first bytes, `SNIFF_BYTES` of them where it has so many
 * @returns null where nothing fits
 */
export function sniff(head: Uint8Array): SniffedFormat | null {
  // Not TextDecoder: its "latin1" is Windows-1252, which moves bytes 80 to 9f.
  const first = head.subarray(0, SNIFF_BYTES);
  const text = Array.from(first, (byte) => String.fromCharCode(byte)).join('');
  return SIGNATURES.find((signature) => signature.matches(text, first))?.format ?? null;
}
