/** Elements laid out by hand from PS3.5 7.1.3: tag as two numbers of 16 bits, length of 32 bits, value; little endian. */
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../join-bytes.ts';
import { readImplicitMeta } from './implicit-meta.ts';

const text = (value: string): number[] => Array.from(value, (letter) => letter.charCodeAt(0));
const element = (number: number, value: readonly number[], group = 0x02): number[] => [
  group,
  0x00,
  number,
  0x00,
  value.length & 0xff,
  value.length >> 8,
  0x00,
  0x00,
  ...value,
];
const CLASS = element(0x02, text('1.2.840.10008.5.1.4.1.1.1\0'));
const SYNTAX = element(0x10, text('1.2.840.10008.1.2\0'));
const VERSION = element(0x01, [0, 1]);
const DATA = element(0x60, text('CR'), 0x08);

describe('meta information in implicit VR', () => {
  it('gives its transfer syntax, its class and where the data set begins', () => {
    const meta = [...element(0x00, [0, 0, 0, 0]), ...VERSION, ...CLASS, ...SYNTAX];
    expect(readImplicitMeta(joinBytes([meta, DATA]))).toEqual({
      transferSyntax: '1.2.840.10008.1.2',
      storageClass: '1.2.840.10008.5.1.4.1.1.1',
      lengthBytes: meta.length,
    });
  });

  it('may leave all out but the transfer syntax, and fill it up with a space', () => {
    const meta = element(0x10, text('1.2.840.10008.1.2 '));
    expect(readImplicitMeta(joinBytes([meta, DATA]))).toMatchObject({
      transferSyntax: '1.2.840.10008.1.2',
      storageClass: '',
    });
  });

  it.each<[string, number[]]>([
    ['it is in explicit VR', [0x02, 0, 0x10, 0, 0x55, 0x49, 18, 0, ...text('1.2.840.10008.1.2\0'), ...DATA]],
    [
      'one of its elements is explicit',
      [...VERSION, 0x02, 0, 0x02, 0, 0x55, 0x49, 2, 0, 0x31, 0x00, ...DATA],
    ],
    ['it names no transfer syntax', [...VERSION, ...CLASS, ...DATA]],
    ['its transfer syntax is no UID', [...element(0x10, text('IMPLICIT')), ...DATA]],
    ['its elements are out of order', [...SYNTAX, ...CLASS, ...DATA]],
    ['it says a thing twice', [...SYNTAX, ...SYNTAX, ...DATA]],
    ['a length is odd', [...element(0x10, text('1.2.840.10008.1.2')), ...DATA]],
    ['a length reaches beyond the file', SYNTAX.slice(0, -1)],
    ['no data set follows', [...CLASS, ...SYNTAX]],
    ['it is empty', []],
  ])('is left alone where %s', (_, bytes) => {
    expect(readImplicitMeta(Uint8Array.from(bytes))).toBeNull();
  });

  it('is found within a larger buffer', () => {
    const whole = joinBytes([[9, 9, 9], SYNTAX, DATA]);
    expect(readImplicitMeta(whole.subarray(3))?.lengthBytes).toBe(SYNTAX.length);
  });
});
