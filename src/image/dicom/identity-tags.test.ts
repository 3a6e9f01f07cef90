import { describe, expect, it } from 'vitest';
import { describeImage, pixelData, writeDicom } from './fixtures/write-dicom.ts';
import { decodeText, readIdentity } from './identity-tags.ts';

const IMAGE = describeImage({ widthPx: 2, heightPx: 2, bitsAllocated: 8 });
const PIXELS = pixelData([0, 1, 2, 3], 8);

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));

describe('the identity of a film', () => {
  it('is what the file says, without padding', async () => {
    const file = writeDicom([
      ...IMAGE,
      [0x0008_0018, 'UI', '1.2.3'],
      [0x0010_0010, 'PN', 'CANARY^Child'],
      [0x0010_0020, 'LO', 'ID-1 '],
      [0x0010_0030, 'DA', '20200131'],
      [0x0020_000d, 'UI', '1.2.3.4'],
      PIXELS,
    ]);
    expect(await readIdentity(file)).toMatchObject({
      patientName: 'CANARY^Child',
      patientId: 'ID-1',
      birthDate: '20200131',
      sex: '',
      studyUid: '1.2.3.4',
      instanceUid: '1.2.3',
    });
  });

  // DICOM PS3.5 H.3.1, I.2 and J.3.
  it.each([
    ['nothing declared, ASCII', '', '41 5e 42', 'A^B'],
    ['nothing declared, UTF-8 all the same', '', 'c3 b6', 'ö'],
    ['nothing declared, Latin-1 all the same', '', 'f6', 'ö'],
    ['ISO_IR 100', 'ISO_IR 100', 'f6', 'ö'],
    ['ISO_IR 192', 'ISO_IR 192', 'e8 82 ba', '肺'],
    ['GB18030', 'GB18030', 'cd f5', '王'],
    ['Japanese', '\\ISO 2022 IR 87', '59 3d 1b 24 42 3b 33 45 44 1b 28 42', 'Y=山田'],
    ['Korean', '\\ISO 2022 IR 149', '48 3d 1b 24 29 43 fb f3', 'H=洪'],
  ])('is read in its character set: %s', (_, characterSet, hex, text) => {
    expect(decodeText(bytesOf(hex), characterSet)).toBe(text);
  });
});
