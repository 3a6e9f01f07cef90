/**
 * File names of the published set -> patient and subgroup. The name is all that the set says of a patient:
 * `personNNN_bacteria_MMM`, `personNNN_virus_MMM`, `IM-NNNN-…`, `NORMAL2-IM-NNNN-…`.
 * Invariant: grouping errs towards one group too few, never too many. A person number that occurs as both bacteria and
 * virus is one patient, and an IM number that occurs in both series is one, so that no patient can be in two parts.
 */

/** Where an image comes from, as its file name says; used to stratify. */
export type Subgroup = 'bacteria' | 'virus' | 'NORMAL2-IM' | 'IM' | 'unknown';

/** What a file name says of its patient. */
export interface PatientKey {
  /** `person-N` or `im-N` (number without leading zeros); null when the name follows no known pattern. */
  readonly key: string | null;
  readonly subgroup: Subgroup;
}

const PERSON = /^person(\d+)_(bacteria|virus)?/i;
const IM = /^(NORMAL2-)?IM-(\d+)-/i;

/**
 * Reads the patient's key from a file name (no folder).
 *
 * @returns the key, shared by all images of that number whatever their prefix or etiology, and the subgroup
 */
export function parsePatientKey(fileName: string): PatientKey {
  const person = PERSON.exec(fileName);
  if (person !== null) {
    const etiology = person[2]?.toLowerCase();
    const subgroup = etiology === 'bacteria' || etiology === 'virus' ? etiology : 'unknown';
    return { key: `person-${dropLeadingZeros(person[1])}`, subgroup };
  }
  const im = IM.exec(fileName);
  if (im !== null) {
    return { key: `im-${dropLeadingZeros(im[2])}`, subgroup: im[1] === undefined ? 'IM' : 'NORMAL2-IM' };
  }
  return { key: null, subgroup: 'unknown' };
}

function dropLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
