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
const CHEST = /CHEST|THORA|TORAX|LUNG|PULMO|POUMON/;
const LATERAL = /^(?:LL|RL|LLD|RLD|LAT.*|.*LATERAL)$/;
const FRONTAL = /^(?:AP|PA|AP[ _-].*|PA[ _-].*|.*FRONTAL)$/;

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

/** View Position, else Patient Orientation, whose rows run from front to back only in a lateral view (C.7.6.1.1.1). */
function readView(dataSet: DataSet): 'lateral' | 'oblique' | null {
  const view = readText(dataSet, 'x00185101');
  if (LATERAL.test(view)) return 'lateral';
  if (view !== '') return FRONTAL.test(view) ? null : 'oblique';
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
  const bodyPart = readText(dataSet, 'x00180015');
  if (bodyPart !== '' && !CHEST.test(bodyPart)) reasons.push('dicom-not-chest');
  const view = readView(dataSet);
  if (view === 'lateral') reasons.push('dicom-lateral');
  if (view === 'oblique') reasons.push('dicom-not-frontal');
  if (isAdult(dataSet)) reasons.push('dicom-adult');
  return reasons;
}
