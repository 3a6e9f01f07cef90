/**
 * Tags that say whether the film is one for the model: a frontal chest radiograph of a child. They are read here and
 * nowhere else, only for this question; what leaves is a code, never a value. A missing tag says nothing.
 */
import type { DataSet } from 'dicom-parser';
import type { WithholdingCode } from '../../study/codes.ts';

/** Age from which a film is an adult's. */
const ADULT_YEARS = 18;

/** Computed and digital radiography, radiography in general, secondary capture and its like (DICOM PS3.3 C.7.3.1.1.1). */
const RADIOGRAPHY = new Set(['CR', 'DX', 'RG', 'RF', 'SC', 'OT', 'HC', 'XC', 'DG']);
const CHEST = /CHEST|TH?ORA|LUNG|PULMO|POUMON/;
/** Chest and thorax in SNOMED CT and in the older SNOMED RT (DICOM PS3.16 L). */
const CHEST_CODES = new Set(['43799004', '51185008', '816094009', 'T-D3000']);
const LATERAL = /^(?:LL|RL|LLD|RLD|LAT.*|.*LATERAL)$/;
const FRONTAL = /^(?:AP|PA|(?:AP|PA)[ _-].*|(?:ANTERO|POSTERO)[ _-]?(?:ANTERIOR|POSTERIOR).*|.*FRONTAL)$/;

function readText(dataSet: DataSet, tag: string): string {
  return (dataSet.string(tag) ?? '').trim().toUpperCase();
}

/** Years of a DICOM age string, such as 034Y or 018M (PS3.5 6.2, AS); null for any other text. */
export function parseAgeYears(text: string): number | null {
  const match = /^(\d{1,3})([DWMY])$/.exec(text.trim());
  if (match === null) return null;
  const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[match[2] as 'D' | 'W' | 'M' | 'Y'];
  return Number(match[1]) / perYear;
}

/** Whole years between two DICOM dates, YYYYMMDD; null where one is none. */
export function countYears(from: string, to: string): number | null {
  if (!/^\d{8}$/.test(from) || !/^\d{8}$/.test(to)) return null;
  // As numbers, the difference in its tens of thousands is the whole years: month and day borrow as in a subtraction.
  return Math.floor((Number(to) - Number(from)) / 10_000);
}

function isAdult(dataSet: DataSet): boolean {
  const stated = parseAgeYears(readText(dataSet, 'x00101010'));
  const date = readText(dataSet, 'x00080020') || readText(dataSet, 'x00080022');
  const years = stated ?? countYears(readText(dataSet, 'x00100030'), date);
  return years !== null && years >= ADULT_YEARS;
}

/** First item of a code sequence: its value and its meaning; empty where there is none. */
function readCode(dataSet: DataSet, sequence: string): { readonly value: string; readonly meaning: string } {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  if (item === undefined) return { value: '', meaning: '' };
  return { value: readText(item, 'x00080100'), meaning: readText(item, 'x00080104') };
}

/** Body Part Examined, else Anatomic Region Sequence: digital radiography must have the second only (C.8.11.2). */
function isOtherPart(dataSet: DataSet): boolean {
  const bodyPart = readText(dataSet, 'x00180015');
  if (bodyPart !== '') return !CHEST.test(bodyPart);
  const { value, meaning } = readCode(dataSet, 'x00082218');
  return (value !== '' || meaning !== '') && !CHEST_CODES.has(value) && !CHEST.test(meaning);
}

/**
 * A view by the meaning of its code (PS3.16 CID 4010), of which digital radiography must have one (C.8.11.5); what is said in
 * other words than the standard's is no view.
 */
function readViewCode(dataSet: DataSet): 'lateral' | 'oblique' | 'frontal' | null {
  const { meaning } = readCode(dataSet, 'x00540220');
  if (/OBLIQUE|AXIAL|TANGENTIAL/.test(meaning)) return 'oblique';
  if (LATERAL.test(meaning) || /^(?:MEDIO-LATERAL|LATERO-MEDIAL)$/.test(meaning)) return 'lateral';
  return FRONTAL.test(meaning) ? 'frontal' : null;
}

/** View Position, else the view's code, else Patient Orientation, whose rows run from front to back only in a lateral view (C.7.6.1.1.1). */
function readView(dataSet: DataSet): 'lateral' | 'oblique' | null {
  const view = readText(dataSet, 'x00185101');
  if (LATERAL.test(view)) return 'lateral';
  if (view !== '') return FRONTAL.test(view) ? null : 'oblique';
  const code = readViewCode(dataSet);
  if (code !== null) return code === 'frontal' ? null : code;
  return /^[AP]/.test(readText(dataSet, 'x00200020')) ? 'lateral' : null;
}

/**
 * Why a film is not one for the model, as far as its tags tell.
 *
 * @returns codes, each once; empty where nothing speaks against it
 */
export function findDomainReasons(dataSet: DataSet): WithholdingCode[] {
  const reasons: WithholdingCode[] = [];
  const modality = readText(dataSet, 'x00080060');
  if (modality !== '' && !RADIOGRAPHY.has(modality)) reasons.push('dicom-other-modality');
  if (isOtherPart(dataSet)) reasons.push('dicom-not-chest');
  const view = readView(dataSet);
  if (view === 'lateral') reasons.push('dicom-lateral');
  if (view === 'oblique') reasons.push('dicom-not-frontal');
  if (isAdult(dataSet)) reasons.push('dicom-adult');
  return reasons;
}
