/**
 * What bad files end in, for every format that is read: a code, never a film. Runs the page's own decoding; only the browser's
 * decoder is stood in for, behind the checks of the file.
 */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CorpusFile, makeCorpus } from '../../scripts/fuzz/corpus.ts';
import { readGiven } from '../../scripts/fuzz/read-given.ts';
import { BROWSER_STAND_INS } from '../../scripts/fuzz/stand-ins.ts';
import { REJECTIONS } from '../study/codes.ts';
import { DecodeError } from './decode-error.ts';
import { encodeFrame, encodeJpegLossless } from './dicom/fixtures/encode-frames.ts';
import { serveCodecs } from './dicom/fixtures/serve-codecs.ts';
import { describeImage, encodeRle, pixelData, writeDicom } from './dicom/fixtures/write-dicom.ts';
import { computeCrc32 } from './png-chunks.ts';

serveCodecs();
const createImageBitmap = vi.fn(BROWSER_STAND_INS.createImageBitmap);
beforeEach(() => {
  createImageBitmap.mockClear();
  for (const [name, standIn] of Object.entries({ ...BROWSER_STAND_INS, createImageBitmap })) {
    vi.stubGlobal(name, standIn);
  }
});

let corpus: CorpusFile[] = [];
beforeAll(async () => {
  corpus = await makeCorpus();
}, 120_000);

/** The code that a file is refused by; `read` where it gives a film. Any other error is thrown on. */
async function codeOf(...parts: BlobPart[]): Promise<string> {
  try {
    await readGiven(new Uint8Array(await new Blob(parts).arrayBuffer()));
    return 'read';
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
}

const NAMES = [
  'PNG grey',
  'PNG 16 bit',
  'PNG RGBA',
  'PNG palette',
  'JPEG grey',
  'JPEG colour',
  'JPEG progressive',
  'BMP',
  'TIFF',
  'TIFF LZW',
  'TIFF deflate',
  'TIFF PackBits',
  'ZIP',
  'DICOM explicit',
  'DICOM implicit',
  'DICOM big endian',
  'DICOM deflated',
  'DICOM RLE',
  'DICOM JPEG',
  'DICOM JPEG lossless',
  'DICOM JPEG-LS',
  'DICOM JPEG 2000',
  'DICOM JPEG 2000, in fragments',
  'DICOM HTJ2K',
] as const;

function find(name: (typeof NAMES)[number]): Uint8Array<ArrayBuffer> {
  const file = corpus.find((candidate) => candidate.name === name);
  if (file === undefined) throw new Error(`The corpus has no ${name}.`);
  return file.bytes;
}

describe('a file that ends early is refused, cut at every tenth', () => {
  it('in every format of the corpus', () => {
    expect(corpus.map(({ name }) => name)).toEqual(NAMES);
  });

  it.each(NAMES)('%s', async (name) => {
    const file = find(name);
    expect(await codeOf(file)).toBe('read');
    const codes: string[] = [];
    for (let tenth = 0; tenth < 10; tenth += 1) {
      codes.push(await codeOf(file.subarray(0, Math.floor((file.length * tenth) / 10))));
    }
    expect(codes[0]).toBe('empty-file');
    for (const code of codes.slice(1)) {
      expect(code).toMatch(/^(?:truncated|corrupt|zip-damaged|dicom-too-few-pixels|dicom-no-pixels)$/);
    }
  });
});

const SIDES = { widthPx: 240, heightPx: 210 };
const BYTE = { ...SIDES, bitsAllocated: 8 } as const;
const VALUES = Array.from(
  { length: 240 * 210 },
  (_, at) => (Math.floor(at / 240) + (at % 240) + ((at * 31) % 7)) >> 1,
);
const SOURCE = { ...SIDES, bits: 8, values: VALUES };

describe('a frame that ends early inside a whole DICOM file is refused, cut at every tenth', () => {
  it.each<readonly [string, string, () => Promise<Uint8Array>]>([
    ['RLE', '5', async () => encodeRle(VALUES, 1)],
    ['JPEG', '4.50', () => encodeFrame('jpeg', SOURCE)],
    ['JPEG lossless', '4.70', async () => encodeJpegLossless(SOURCE)],
    ['JPEG-LS', '4.80', () => encodeFrame('jpeg-ls', SOURCE)],
    ['JPEG 2000', '4.90', () => encodeFrame('jpeg-2000', SOURCE)],
    ['HTJ2K', '4.201', () => encodeFrame('htj2k', SOURCE)],
  ])('%s', async (_, syntax, encode) => {
    const frame = await encode();
    const wrap = (part: Uint8Array): Uint8Array<ArrayBuffer> =>
      writeDicom(describeImage(BYTE), { syntax: `1.2.840.10008.1.2.${syntax}`, fragments: [part] });
    expect(await codeOf(wrap(frame))).toBe('read');
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const code = await codeOf(wrap(frame.subarray(0, Math.floor((frame.length * tenth) / 10))));
      expect(code).toMatch(/^(?:truncated|corrupt|dicom-too-few-pixels)$/);
    }
  });
});

/** A PNG that says another size of itself, its checksum right. */
function forgePng(widthPx: number, heightPx: number): Uint8Array<ArrayBuffer> {
  const file = find('PNG grey').slice();
  const view = new DataView(file.buffer);
  view.setUint32(16, widthPx);
  view.setUint32(20, heightPx);
  view.setUint32(29, computeCrc32(file.subarray(12, 29)));
  return file;
}

/** A JPEG that says another size of itself. */
function forgeJpeg(widthPx: number, heightPx: number): Uint8Array<ArrayBuffer> {
  const file = find('JPEG grey').slice();
  const at = file.findIndex((byte, index) => byte === 0xff && file[index + 1] === 0xc0);
  const view = new DataView(file.buffer);
  view.setUint16(at + 5, heightPx);
  view.setUint16(at + 7, widthPx);
  return file;
}

function forgeWebp(widthPx: number, heightPx: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('RIFF'));
  view.setUint32(4, 32, true);
  bytes.set(new TextEncoder().encode('WEBPVP8X'), 8);
  view.setUint32(24, widthPx - 1, true);
  view.setUint16(27, (heightPx - 1) & 0xffff, true);
  return bytes;
}

describe('a header that promises more than can be read is refused before anything of that size is made', () => {
  it.each<readonly [string, () => Uint8Array<ArrayBuffer>]>([
    ['PNG of 65,000 x 65,000', () => forgePng(65_000, 65_000)],
    ['PNG of 300 megapixels', () => forgePng(20_000, 15_000)],
    ['JPEG of 65,000 x 65,000', () => forgeJpeg(65_000, 65_000)],
    ['JPEG of 300 megapixels', () => forgeJpeg(20_000, 15_000)],
    [
      'DICOM of 65,000 x 65,000',
      () => writeDicom([...describeImage({ widthPx: 65_000, heightPx: 65_000 }), pixelData([0, 0])]),
    ],
    [
      'DICOM of 65,000 x 65,000 in JPEG 2000',
      () =>
        writeDicom(describeImage({ widthPx: 65_000, heightPx: 65_000 }), {
          syntax: '1.2.840.10008.1.2.4.90',
          fragments: [Uint8Array.of(0xff, 0x4f, 0xff, 0x51)],
        }),
    ],
  ])('%s', async (_, make) => {
    expect(await codeOf(make())).toBe('too-large');
    expect(createImageBitmap).not.toHaveBeenCalled();
  });

  it('WebP of 65,000 x 65,000, whose image is not there', async () => {
    expect(await codeOf(forgeWebp(65_000, 65_000))).toBe('truncated');
    expect(createImageBitmap).not.toHaveBeenCalled();
  });

  it('BMP of 65,000 x 65,000, whose pixels are not there', async () => {
    const file = find('BMP').slice();
    const view = new DataView(file.buffer);
    view.setInt32(18, 65_000, true);
    view.setInt32(22, 65_000, true);
    expect(await codeOf(file)).toBe('truncated');
    expect(createImageBitmap).not.toHaveBeenCalled();
  });

  it('a frame that promises more than its tags', async () => {
    const frame = await encodeFrame('jpeg-2000', SOURCE);
    const view = new DataView(frame.buffer);
    view.setUint32(8, 65_000);
    view.setUint32(12, 65_000);
    const file = writeDicom(describeImage(BYTE), { syntax: '1.2.840.10008.1.2.4.90', fragments: [frame] });
    expect(await codeOf(file)).toBe('corrupt');
  });
});

describe('what is no film is refused by what it is, whatever its name says', () => {
  it.each<readonly [string, string, string]>([
    ['nothing', '', 'empty-file'],
    ['text', 'Dear colleague, please find the film attached.', 'unknown-format'],
    [
      'SVG with a script',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'format-svg',
    ],
    ['PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'format-pdf'],
    ['MP4', '\0\0\0\x18ftypisom\0\0\0\0isommp42', 'format-video'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'format-heic'],
    ['a web page', '<!doctype html><html><body>Not found</body></html>', 'format-html'],
  ])('%s', async (_, content, code) => {
    expect(await codeOf(content)).toBe(code);
  });

  it('random bytes', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * 7919 + 13) & 0xff);
    expect(await codeOf(bytes)).toBe('unknown-format');
  });
});

describe('a DICOM file is refused', () => {
  const tags = describeImage(BYTE);
  it.each<readonly [string, () => Uint8Array<ArrayBuffer>, RegExp]>([
    ['without pixels', () => writeDicom(tags), /^dicom-no-pixels$/],
    [
      'with a pixel too few',
      () => writeDicom([...tags, pixelData(VALUES.slice(2), 8)]),
      /^dicom-too-few-pixels$/,
    ],
    [
      'with rows of pixels that its tags do not know of',
      () => writeDicom([...tags, pixelData([...VALUES, ...VALUES.slice(0, 480)], 8)]),
      /^corrupt$/,
    ],
    [
      'with fragments that never end',
      () =>
        writeDicom(tags, {
          syntax: '1.2.840.10008.1.2.5',
          fragments: [encodeRle(VALUES, 1)],
          isUnending: true,
        }),
      /^truncated$/,
    ],
    [
      'without a fragment',
      () => writeDicom(tags, { syntax: '1.2.840.10008.1.2.5', fragments: [] }),
      /^(?:dicom-too-few-pixels|truncated)$/,
    ],
  ])('%s', async (_, make, code) => {
    expect(await codeOf(make())).toMatch(code);
  });
});

describe('damage inside the data of a JPEG is refused where its decoder notices', () => {
  it.each([
    ['data that are missing', (file: Uint8Array) => [file.subarray(0, 2000), file.subarray(2040)]],
    [
      'data that go on after the last pixel',
      (file: Uint8Array) => [file.subarray(0, -2), new Uint8Array(400).fill(0x5a), file.subarray(-2)],
    ],
  ])('%s', async (_, damage) => {
    const parts = damage(find('JPEG grey')).map((part) => part.slice());
    expect(await codeOf(...parts)).toBe('corrupt');
    expect(createImageBitmap).not.toHaveBeenCalled();
  });
});

describe('every refusal', () => {
  it('says in two sentences what is wrong and what to do', () => {
    for (const { problem, action } of Object.values(REJECTIONS)) {
      for (const sentence of [problem, action]) expect(sentence).toMatch(/^[A-Z].{10,}[.]$/);
    }
  });
});
