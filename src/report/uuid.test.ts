import { describe, expect, it } from 'vitest';
import { createUuid, toDicomUid, uuidOfHash } from './uuid.ts';

describe('an identifier', () => {
  it('carries version 4 and the variant of RFC 9562 in its 7th and 9th byte', () => {
    expect(createUuid(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
    expect(createUuid(new Uint8Array(16).fill(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });

  it('is another every time', () => {
    expect(createUuid()).not.toBe(createUuid());
  });

  it('of a model is made of its hash, and marked as such: version 8', () => {
    expect(uuidOfHash('0'.repeat(64))).toBe('00000000-0000-8000-8000-000000000000');
    expect(uuidOfHash(`0123456789abcdef0123456789abcdef${'0'.repeat(32)}`)).toBe(
      '01234567-89ab-8def-8123-456789abcdef',
    );
  });

  it('is a DICOM UID by its decimal number', () => {
    // The example of DICOM PS3.5 B.2.
    expect(toDicomUid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe(
      '2.25.329800735698586629295641978511506172918',
    );
    expect(toDicomUid('ffffffff-ffff-ffff-ffff-ffffffffffff')).toHaveLength(44);
  });
});
