/**
 * Who a film is of and which instance it is: read from the file at the moment of an export for which the reader ticked
 * it, handed to that export, kept nowhere.
 */
import type { DataSet } from 'dicom-parser';
import { parsePart10 } from './part10.ts';

/** As the file says it; empty where it does not. Dates are YYYYMMDD, times HHMMSS.ffffff. */
export interface FilmIdentity {
  /** With DICOM's own separators: `Family^Given`. */
  readonly patientName: string;
  readonly patientId: string;
  readonly birthDate: string;
  /** M, F or O. */
  readonly sex: string;
  readonly accessionNumber: string;
  readonly studyId: string;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly modality: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly classUid: string;
  readonly instanceUid: string;
}

/** Labels of the Encoding Standard for DICOM's defined terms (PS3.3 C.12.1.1.2), with or without code extensions. */
const ENCODINGS: Readonly<Record<string, string>> = {
  '6': 'windows-1252',
  '100': 'windows-1252',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'windows-1254',
  '166': 'windows-874',
  '203': 'iso-8859-15',
  '13': 'shift_jis',
  '87': 'iso-2022-jp',
  '159': 'iso-2022-jp',
  '58': 'gb18030',
  '149': 'euc-kr',
  '192': 'utf-8',
};

/** What switches to Korean or Chinese in a name (PS3.5 I, J); the encodings themselves need no switch. */
const SWITCHES = ['\u001b$)A', '\u001b$)C'];

/**
 * Decodes a text of the patient.
 *
 * @param characterSet Specific Character Set, its values separated by a backslash; empty for none
 */
export function decodeText(bytes: Uint8Array, characterSet: string): string {
  const terms = characterSet.split('\\').map((term) => term.trim());
  if (terms.some((term) => term === 'GB18030' || term === 'GBK')) return decodeAs('gb18030', bytes);
  const encodings = terms.map((term) => ENCODINGS[/^ISO(?:_| 2022 )IR (\d+)$/.exec(term)?.[1] ?? '']);
  // The last one that is known: code extensions name the one that the name is written in after the one it begins with.
  const encoding = encodings.filter((label) => label !== undefined).at(-1);
  if (encoding !== undefined) return decodeAs(encoding, bytes);
  // Nothing declared: by the standard ASCII, in practice UTF-8 or Latin-1 as well.
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeAs('windows-1252', bytes);
  }
}

function decodeAs(label: string, bytes: Uint8Array): string {
  const text = new TextDecoder(label).decode(bytes);
  return SWITCHES.reduce((rest, sequence) => rest.replaceAll(sequence, ''), text);
}

function readText(dataSet: DataSet, tag: string, characterSet: string): string {
  const element = dataSet.elements[tag];
  if (element === undefined) return '';
  const { dataOffset, length } = element;
  const bytes = dataSet.byteArray.subarray(dataOffset, dataOffset + length);
  return decodeText(Uint8Array.from(bytes), characterSet).replaceAll('\0', '').trim();
}

/**
 * @param bytes the whole file
 * @throws DecodeError as `parsePart10`
 */
export async function readIdentity(bytes: Uint8Array<ArrayBuffer>): Promise<FilmIdentity> {
  const { dataSet } = await parsePart10(bytes);
  const characterSet = dataSet.string('x00080005') ?? '';
  const read = (tag: string): string => readText(dataSet, tag, characterSet);
  return {
    patientName: read('x00100010'),
    patientId: read('x00100020'),
    birthDate: read('x00100030'),
    sex: read('x00100040'),
    accessionNumber: read('x00080050'),
    studyId: read('x00200010'),
    studyDate: read('x00080020'),
    studyTime: read('x00080030'),
    modality: read('x00080060'),
    studyUid: read('x0020000d'),
    seriesUid: read('x0020000e'),
    classUid: read('x00080016'),
    instanceUid: read('x00080018'),
  };
}
