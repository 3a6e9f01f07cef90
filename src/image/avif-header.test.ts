import { describe, expect, it } from 'vitest';
import { inspectAvif } from './avif-header.ts';
import { joinBytes } from './join-bytes.ts';

const text = (value: string): number[] => Array.from(value, (letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** A box: size, type, content (ISO/IEC 14496-12 4.2). */
const box = (type: string, ...content: (readonly number[] | Uint8Array)[]): Uint8Array => {
  const joined = joinBytes(content);
  return joinBytes([u32(8 + joined.length), text(type), joined]);
};
/** A box with version and flags. */
const full = (type: string, version: number, ...content: (readonly number[] | Uint8Array)[]): Uint8Array =>
  box(type, [version, 0, 0, 0], ...content);

interface AvifOptions {
  readonly itemType?: string;
  /** Properties beside `ispe`, which is the second one. */
  readonly properties?: readonly Uint8Array[];
  /** Where the image's only part lies. */
  readonly extent?: readonly [offset: number, length: number];
  readonly locationVersion?: 0 | 1;
  readonly more?: readonly Uint8Array[];
  /** Properties of the image, numbered from 1. */
  readonly associations?: readonly number[];
}

/** A file of one item of 300 x 260 px; the item before it, a thumbnail, is smaller. */
function avif(options: AvifOptions = {}): Uint8Array {
  const { itemType = 'av01', properties = [], extent = [270, 50], locationVersion = 0, more = [] } = options;
  const { associations = [2] } = options;
  const locate = (id: number, [offset, length]: readonly [number, number]): number[] => [
    ...u16(id),
    ...(locationVersion === 1 ? u16(0) : []),
    ...u16(0),
    ...u16(1),
    ...u32(offset),
    ...u32(length),
  ];
  const describeItem = (id: number, type: string): Uint8Array =>
    full('infe', 2, u16(id), u16(0), text(type), [0]);
  const meta = full(
    'meta',
    0,
    full('hdlr', 0, u32(0), text('pict'), new Uint8Array(13)),
    full('pitm', 0, u16(2)),
    full('iloc', locationVersion, u16(0x4400), u16(2), locate(1, [270, 4]), locate(2, extent)),
    full('iinf', 0, u16(2), describeItem(1, 'av01'), describeItem(2, itemType)),
    box(
      'iprp',
      box('ipco', full('ispe', 0, u32(30), u32(26)), full('ispe', 0, u32(300), u32(260)), ...properties),
      full('ipma', 0, u32(2), u16(1), [1, 1], u16(2), [
        associations.length,
        ...associations.map((one) => 0x80 | one),
      ]),
    ),
  );
  return joinBytes([
    box('ftyp', text('avif'), u32(0), text('avifmif1')),
    meta,
    box('mdat', new Uint8Array(60)),
    ...more,
  ]);
}

const alpha = full('auxC', 0, text('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'));

describe('the size of an AVIF', () => {
  it.each<[string, AvifOptions]>([
    ['of one item: of the image, not of its thumbnail', {}],
    ['of a grid', { itemType: 'grid' }],
    ['with a list of places of the later version', { locationVersion: 1 }],
    ['turned, which the browser does', { properties: [box('irot', [1])], associations: [2, 3] }],
  ])('%s', (_, options) => {
    expect(inspectAvif(avif(options))).toEqual({ widthPx: 300, heightPx: 260 });
  });
});

describe('an AVIF is refused', () => {
  it.each<[string, AvifOptions, string]>([
    ['that moves', { more: [box('moov')] }, 'format-avif'],
    ['that is transparent', { properties: [alpha] }, 'format-avif'],
    ['whose image is of another codec', { itemType: 'hvc1' }, 'format-avif'],
    ['whose image has no size', { associations: [] }, 'corrupt'],
    [
      'whose image has the size of nothing',
      { properties: [full('ispe', 0, u32(0), u32(0))], associations: [3] },
      'corrupt',
    ],
    ['whose image goes beyond the end', { extent: [300, 100_000] }, 'truncated'],
    [
      'with a box shorter than its head',
      { more: [Uint8Array.from([...u32(4), ...text('free')])] },
      'corrupt',
    ],
  ])('%s', (_, options, code) => {
    expect(() => inspectAvif(avif(options))).toThrow(expect.objectContaining({ code }));
  });

  it('cut at every byte', () => {
    const whole = avif();
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => inspectAvif(whole.subarray(0, length)), String(length)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(?:truncated|corrupt)$/) }),
      );
    }
  });
});
