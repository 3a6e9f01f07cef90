/**
 * Files made by dcmtk and gdcm, over syntaxes x depths x signs, and dcmtk's own rendering as the judge of ours.
 * Skipped, with a reason, where those programs are not installed (Debian: dcmtk, libgdcm-tools).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveCodecs } from './fixtures/serve-codecs.ts';
import {
  type DicomElement,
  describeImage,
  type ImageOptions,
  pixelData,
  writeDicom,
} from './fixtures/write-dicom.ts';
import { readDicom } from './read-dicom.ts';

const TOOLS = ['dcmcjpeg', 'dcmcjpls', 'dcmcrle', 'dcmconv', 'gdcmconv', 'dcm2pnm'];
const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0) console.info(`Skipped, not installed: ${missing.join(', ')}.`);

const WIDTH_PX = 220;
const HEIGHT_PX = 201;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lungfield-dicom-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
serveCodecs();

function drawHill(maximum: number): number[] {
  return Array.from({ length: WIDTH_PX * HEIGHT_PX }, (_, at) => {
    const x = ((at % WIDTH_PX) / WIDTH_PX) * Math.PI;
    const y = (Math.floor(at / WIDTH_PX) / HEIGHT_PX) * Math.PI;
    return Math.round(
      maximum * Math.min(1, 0.95 * Math.sin(x) * Math.sin(y) + (0.05 * ((at * 7919) % 13)) / 12),
    );
  });
}

/** A file of `bitsStored` bits; of signed values, half are negative. */
function makeFile(
  bitsStored: number,
  isSigned: boolean,
  extra: DicomElement[] = [],
  photometric = 'MONOCHROME2',
) {
  const bitsAllocated = bitsStored > 8 ? 16 : 8;
  const image: ImageOptions = {
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    bitsAllocated,
    bitsStored,
    isSigned,
    photometric,
  };
  const offset = isSigned ? 2 ** (bitsStored - 1) : 0;
  const values = drawHill(2 ** bitsStored - 1).map((value) => (value - offset) & (2 ** bitsAllocated - 1));
  return writeDicom([...describeImage(image), ...extra, pixelData(values, bitsAllocated)]);
}

function run(tool: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(tool, args);
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')}: ${stderr.toString()}`);
}

function convert(file: Uint8Array, tool: string, options: readonly string[]): Uint8Array<ArrayBuffer> {
  const from = join(folder, 'from.dcm');
  const to = join(folder, 'to.dcm');
  writeFileSync(from, file);
  rmSync(to, { force: true });
  run(tool, [...options, from, to]);
  return new Uint8Array(readFileSync(to));
}

/** As bytes: a diff of fifty thousand numbers can't be read. */
function bytesOf(grey: ArrayBufferView): Uint8Array {
  return new Uint8Array(grey.buffer, grey.byteOffset, grey.byteLength);
}

const CONVERSIONS: readonly (readonly [string, string, readonly string[]])[] = [
  ['implicit', 'dcmconv', ['+ti']],
  ['big endian', 'dcmconv', ['+tb']],
  ['deflated', 'dcmconv', ['+td']],
  ['undefined lengths', 'dcmconv', ['-e']],
  ['without meta header', 'dcmconv', ['-F', '+te']],
  ['RLE', 'dcmcrle', []],
  ['RLE by gdcm', 'gdcmconv', ['--rle']],
  ['JPEG lossless SV1', 'dcmcjpeg', ['+e1']],
  ['JPEG lossless, prediction 4', 'dcmcjpeg', ['+el', '+sv', '4']],
  ['JPEG lossless, in small fragments', 'dcmcjpeg', ['+e1', '+fs', '4']],
  ['JPEG lossless by gdcm', 'gdcmconv', ['--jpeg']],
  ['JPEG-LS', 'dcmcjpls', ['+el']],
  ['JPEG-LS by gdcm', 'gdcmconv', ['--jpegls']],
  ['JPEG 2000 by gdcm', 'gdcmconv', ['--j2k']],
];

describe.skipIf(missing.length > 0)('a file of dcmtk or gdcm is its uncompressed twin, exactly', () => {
  const cases = CONVERSIONS.flatMap(([name, tool, options]) =>
    [8, 10, 12, 16].flatMap((bits) =>
      [false, true].map((isSigned) => ({
        name,
        tool,
        options,
        bits,
        sign: isSigned ? 'signed' : 'unsigned',
      })),
    ),
  );
  it.each(cases)('$name, $bits bits, $sign', async ({ tool, options, bits, sign }) => {
    const file = makeFile(bits, sign === 'signed');
    const converted = await readDicom(convert(file, tool, options));
    const twin = await readDicom(file);
    expect(converted.bitDepth).toBe(bits);
    expect(Buffer.compare(bytesOf(converted.grey), bytesOf(twin.grey))).toBe(0);
  });
});

/** 8-bit grey by dcm2pnm. */
function renderByDcmtk(file: Uint8Array, options: readonly string[]): Uint8Array {
  const from = join(folder, 'render.dcm');
  const to = join(folder, 'render.pgm');
  writeFileSync(from, file);
  run('dcm2pnm', [...options, '+op', from, to]);
  return new Uint8Array(readFileSync(to)).subarray(-WIDTH_PX * HEIGHT_PX);
}

const windowTags = (center: string, width: string, shape = 'LINEAR'): DicomElement[] => [
  [0x0028_1050, 'DS', center],
  [0x0028_1051, 'DS', width],
  [0x0028_1056, 'CS', shape],
];

describe.skipIf(missing.length > 0)("dcmtk's rendering is ours", () => {
  const curve = Array.from({ length: 4096 }, (_, at) => Math.round(4095 / (1 + Math.exp((2048 - at) / 400))));
  const lut: DicomElement[] = [
    [
      0x0028_3010,
      'SQ',
      [
        [
          [0x0028_3002, 'US', [4096, 0, 12]],
          [0x0028_3006, 'OW', curve],
        ],
      ],
    ],
  ];
  const rescale: DicomElement[] = [
    [0x0028_1052, 'DS', '-1024'],
    [0x0028_1053, 'DS', '1.5'],
    [0x0028_1054, 'LO', 'US'],
  ];

  it.each<[string, boolean, DicomElement[], string, string[]]>([
    ['a window', false, windowTags('2000', '3000'), 'MONOCHROME2', ['+Wi', '1']],
    ['a narrow window', false, windowTags('1500', '301'), 'MONOCHROME2', ['+Wi', '1']],
    ['a sigmoid window', false, windowTags('2000', '2000', 'SIGMOID'), 'MONOCHROME2', ['+Wi', '1']],
    ['a window of signed values', true, windowTags('-100', '2500'), 'MONOCHROME2', ['+Wi', '1']],
    [
      'a rescale and a window',
      false,
      [...rescale, ...windowTags('2000', '3000')],
      'MONOCHROME2',
      ['+Wi', '1'],
    ],
    ['MONOCHROME1', false, windowTags('2000', '3000'), 'MONOCHROME1', ['+Wi', '1']],
    ['a VOI LUT', false, lut, 'MONOCHROME2', ['+Wl', '1']],
    ['a VOI LUT of MONOCHROME1', false, lut, 'MONOCHROME1', ['+Wl', '1']],
    ['the range of the pixels', false, [], 'MONOCHROME2', ['+Wm']],
  ])('%s', async (_, isSigned, extra, photometric, options) => {
    const file = makeFile(12, isSigned, extra, photometric);
    const { grey } = await readDicom(file);
    const judge = renderByDcmtk(file, options);
    // dcmtk cuts to 256 steps its own way: one step apart is the same.
    const furthest = Uint16Array.from(grey).reduce(
      (largest, level, at) => Math.max(largest, Math.abs(Math.round(level / 257) - judge[at])),
      0,
    );
    expect(furthest).toBeLessThanOrEqual(1);
  });
});
