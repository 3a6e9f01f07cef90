import { describe, expect, it } from 'vitest';
import { type SniffedFormat, sniff } from './sniff.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const part10 = (meta = ''): Uint8Array => latin1(`${'\0'.repeat(128)}DICM${meta}`);

/** Group, element and, for explicit files, the value representation; then length and value. */
const bareImplicit = latin1('\x08\x00\x05\x00\x0a\x00\x00\x00ISO_IR 100');
const bareExplicit = latin1('\x08\x00\x05\x00CS\x0a\x00ISO_IR 100');

const CASES: readonly (readonly [what: string, bytes: Uint8Array, format: SniffedFormat | null])[] = [
  ['JPEG', latin1('\xff\xd8\xff\xe0\x00\x10JFIF'), 'jpeg'],
  ['PNG', latin1('\x89PNG\r\n\x1a\n'), 'png'],
  ['DICOM with preamble', part10(), 'dicom'],
  [
    'DICOM whose preamble is a TIFF header',
    Uint8Array.from([...latin1('II*\0'), ...part10().subarray(4)]),
    'dicom',
  ],
  [
    'DICOM whose preamble is a JPEG header',
    Uint8Array.from([...latin1('\xff\xd8\xff\xe0'), ...part10().subarray(4)]),
    'dicom',
  ],
  ['DICOM without preamble, implicit', bareImplicit, 'dicom'],
  ['DICOM without preamble, explicit', bareExplicit, 'dicom'],
  ['DICOM without preamble, big-endian', latin1('\x00\x08\x00\x05CS\x00\x0aISO_IR 100'), 'dicom'],
  [
    'DICOM without preamble that begins with its modality, implicit',
    latin1('\x08\x00\x60\x00\x02\x00\x00\x00CR\x08\x00\x70\x00\x04\x00\x00\x00ACME'),
    'dicom',
  ],
  [
    'DICOM without preamble that begins with a description, explicit',
    latin1('\x08\x00\x30\x10LO\x06\x00THORAX\x08\x00\x40\x11SQ\x00\x00\xff\xff\xff\xff'),
    'dicom',
  ],
  [
    'DICOM without preamble that begins with the length of its group',
    latin1('\x08\x00\x00\x00UL\x04\x00\x2a\x00\x00\x00\x08\x00\x05\x00CS\x0a\x00ISO_IR 100'),
    'dicom',
  ],
  [
    'DICOM without preamble that begins with its modality, big-endian',
    latin1('\x00\x08\x00\x60CS\x00\x02CR\x00\x10\x00\x10PN\x00\x04AB^C'),
    'dicom',
  ],
  [
    'a tag and a length with no second tag behind them',
    latin1(`\x08\x00\x60\x00\x02\x00\x00\x00CR${'x'.repeat(60)}`),
    null,
  ],
  [
    'tags that go backwards',
    latin1('\x08\x00\x60\x00\x02\x00\x00\x00CR\x08\x00\x05\x00\x02\x00\x00\x00ab'),
    null,
  ],
  ['a DICOMDIR', part10('\x02\x00\x02\x00UI\x14\x001.2.840.10008.1.3.10'), 'dicomdir'],
  ['TIFF, little-endian', latin1('II*\0'), 'tiff'],
  ['TIFF, big-endian', latin1('MM\0*'), 'tiff'],
  ['WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
  ['BMP', latin1('BM\x10\0\0\0\0\0\0\0'), 'bmp'],
  ['GIF', latin1('GIF89a'), 'gif'],
  ['HEIC', latin1('\0\0\0\x18ftypheic'), 'heic'],
  ['AVIF', latin1('\0\0\0\x18ftypavif'), 'avif'],
  ['AVIF behind a general brand', latin1('\0\0\0\x18ftypmif1\0\0\0\0mif1avif'), 'avif'],
  ['AVIF behind a general brand of sequences', latin1('\0\0\0\x18ftypmsf1\0\0\0\0mif1avis'), 'avif'],
  ['HEIC behind a general brand', latin1('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'), 'heic'],
  ['HEIC that only names AVIF behind its brands', latin1('\0\0\0\x14ftypmif1\0\0\0\0mif1avif'), 'heic'],
  ['a video that could be shown as AVIF', latin1('\0\0\0\x18ftypisom\0\0\0\0mif1avif'), 'video'],
  ['JPEG 2000', latin1('\0\0\0\x0cjP  \r\n\x87\n'), 'jpeg2000'],
  ['a JPEG 2000 codestream', latin1('\xff\x4f\xff\x51'), 'jpeg2000'],
  ['JPEG XL', latin1('\xff\x0a'), 'jpegxl'],
  ['PDF', latin1('%PDF-1.7'), 'pdf'],
  ['PDF after rubbish', latin1('\n\n%PDF-1.4'), 'pdf'],
  ['ZIP', latin1('PK\x03\x04'), 'zip'],
  ['an AppleDouble file', latin1('\x00\x05\x16\x07'), 'system'],
  ['a .DS_Store', latin1('\0\0\0\x01Bud1'), 'system'],
  ['a desktop.ini', latin1('[.ShellClassInfo]\r\n'), 'system'],
  ['an office document or Thumbs.db', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'document'],
  ['gzip', latin1('\x1f\x8b\x08'), 'archive'],
  ['MP4', latin1('\0\0\0\x18ftypisom'), 'video'],
  ['AVI', latin1('RIFF\x10\0\0\0AVI LIST'), 'video'],
  ['a sound', latin1('RIFF\x10\0\0\0WAVEfmt '), null],
  ['WEBP at its place in something else', latin1('RIFX\x10\0\0\0WEBPVP8 '), null],
  ['AVI at its place in something else', latin1('RIFX\x10\0\0\0AVI LIST'), null],
  ['QuickTime without a brand', latin1('\0\0\x01\0moov\0\0\0\x6cmvhd'), 'video'],
  ['QuickTime that begins with its data', latin1('\0\0\x01\0mdatabcd'), 'video'],
  ['NIfTI', latin1(`\x5c\x01${'\0'.repeat(342)}n+1\0`), 'nifti'],
  ['what is NIfTI a byte later', latin1(`\x5c\x01${'\0'.repeat(343)}n+1\0`), null],
  ['a text on a car', latin1('BMW 320d, 1998'), null],
  ['a text that comes to PDF late', latin1(`${'x'.repeat(1020)}%PDF-1.4`), null],
  ['Matroska', latin1('\x1aE\xdf\xa3'), 'video'],
  ['SVG', latin1('<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)">'), 'svg'],
  [
    'SVG with a byte order mark and a document type',
    latin1('\xef\xbb\xbf<?xml version="1.0"?>\n\n<!DOCTYPE svg PUBLIC "x">\n<svg>'),
    'svg',
  ],
  ['a text on SVG', latin1('see <svg> and <html>'), null],
  ['HTML', latin1('\n<!DOCTYPE html><html>'), 'html'],
  ['plain text', latin1('Dear colleague,'), null],
  ['nothing', new Uint8Array(0), null],
  ['one byte', latin1('\xff'), null],
  ['zeros', new Uint8Array(4096), null],
];

describe('a file is known by its first bytes', () => {
  it.each(CASES)('%s', (_what, bytes, format) => {
    expect(sniff(bytes)).toBe(format);
  });

  it('random bytes are not taken for an image', () => {
    let seed = 1;
    const next = (): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 24;
    };
    for (let round = 0; round < 50; round += 1) {
      const format = sniff(Uint8Array.from({ length: 1024 }, next));
      expect(['jpeg', 'png', 'dicom']).not.toContain(format);
    }
  });
});
