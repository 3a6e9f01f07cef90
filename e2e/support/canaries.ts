/**
 * Files with words that must not get out: in the file's name, its patient, a nested sequence, a private tag, a comment, the
 * pixels; whole, and damaged in ways that make a reader complain of what it read.
 */
import { zipSync } from 'fflate';
import {
  type DicomElement,
  describeImage,
  pixelData,
  type WriteOptions,
  writeDicom,
} from '../../src/image/dicom/fixtures/write-dicom.ts';
import { encodeFilm } from '../../training/synth/encode.ts';
import { makeFilm } from '../../training/synth/film.ts';
import { fileOf, type GivenFile } from './films.ts';

/** Every canary, in whatever text. */
export const CANARY = /CANARY|3680043\.8\.498\.77/;
/** The ones that a file's name holds. */
export const NAME_CANARY = 'CANARYFILE';
/** Whose film it is: let out where the reader ticked the patient. */
export const IDENTITY_CANARIES = ['CANARYPATIENT', 'CANARYID', '1.2.826.0.1.3680043.8.498.77.1'];
/** Never let out. */
export const SECRET_CANARIES = [
  'CANARYPHYSICIAN',
  'CANARYNESTED',
  'CANARYPRIVATE',
  'CANARYCOMMENT',
  'CANARYPIXEL',
];

const SIZE = { widthPx: 420, heightPx: 360 };
const TAGS: readonly DicomElement[] = [
  [0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.1'],
  [0x0008_0018, 'UI', '1.2.826.0.1.3680043.8.498.77.1'],
  [0x0008_0090, 'PN', 'CANARYPHYSICIAN^Doctor'],
  [0x0008_1140, 'SQ', [[[0x0010_4000, 'LT', 'CANARYNESTED']]]],
  [0x0009_0010, 'LO', 'LUNGFIELD TEST'],
  [0x0009_1001, 'LO', 'CANARYPRIVATE'],
  [0x0010_0010, 'PN', 'CANARYPATIENT^Child'],
  [0x0010_0020, 'LO', 'CANARYID'],
  [0x0010_4000, 'LT', 'CANARYCOMMENT'],
];

const film = makeFilm({ kind: 'normal', seed: 61, ...SIZE, bitDepth: 8 });
/** The film's pixels, with the word over and over in its first row. */
const pixels = Array.from(film.pixels, (value, at) => {
  const word = 'CANARYPIXEL';
  return at < SIZE.widthPx ? word.charCodeAt(at % word.length) : value;
});

function write(own: readonly DicomElement[], options: WriteOptions = {}): Uint8Array {
  const described = describeImage({ ...SIZE, bitsAllocated: 8 });
  const kept = described.filter(([tag]) => !TAGS.some(([same]) => same === tag));
  return writeDicom([...kept, ...TAGS, ...own], options);
}

const whole = write([pixelData(pixels, 8)]);
const garbage = Uint8Array.from({ length: 400 }, (_, at) => 'CANARYPIXEL'.charCodeAt(at % 11));

/** A readable DICOM film. */
export const canaryDicom: GivenFile = fileOf(`${NAME_CANARY}.dcm`, whole);

/** The same film as PNG, its name alone a canary but for the pixels. */
export const canaryPng: GivenFile = fileOf(
  `${NAME_CANARY}.png`,
  encodeFilm({ ...film, pixels: Uint8Array.from(pixels) }, { format: 'png' }),
  'image/png',
);

/** Where the film lies in the archive. */
export const zippedPath = `${NAME_CANARY}-folder/${NAME_CANARY}-inside.dcm`;
/** The same film in an archive, in a folder that has the name as well. */
export const canaryZip: GivenFile = fileOf(`${NAME_CANARY}.zip`, zipSync({ [zippedPath]: whole }));

/** Compressed syntaxes; each has a decoder of its own. */
const CODED = {
  baseline: '1.2.840.10008.1.2.4.50',
  lossless: '1.2.840.10008.1.2.4.70',
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
  'jpeg-2000': '1.2.840.10008.1.2.4.90',
  'ht-jpeg-2000': '1.2.840.10008.1.2.4.201',
  rle: '1.2.840.10008.1.2.5',
  unknown: '1.2.826.0.1.3680043.8.498.77.9',
};

/** Where the patient's name stands in the whole file. */
const nameAt = Buffer.from(whole).indexOf('CANARYPATIENT');

/** Damaged films, none of which can be read. */
export const damagedCanaries: readonly GivenFile[] = [
  fileOf(`${NAME_CANARY}-cut-in-name.dcm`, whole.subarray(0, nameAt + 6)),
  fileOf(`${NAME_CANARY}-cut-in-pixels.dcm`, whole.subarray(0, whole.length / 2)),
  // The name's length runs past the end of the file.
  fileOf(
    `${NAME_CANARY}-long-name.dcm`,
    whole.map((byte, at) => (at === nameAt - 1 ? 0xff : byte)),
  ),
  fileOf(`${NAME_CANARY}-words.dcm`, garbage),
  fileOf(`${NAME_CANARY}-words.png`, Buffer.concat([canaryPng.buffer.subarray(0, 60), garbage])),
  fileOf(`${NAME_CANARY}-words.zip`, Buffer.concat([Buffer.from('PK\u0003\u0004'), garbage])),
  ...Object.entries(CODED).map(([name, syntax]) =>
    fileOf(`${NAME_CANARY}-${name}.dcm`, write([], { syntax, fragments: [garbage], offsets: [0] })),
  ),
];
