/**
 * Content items of a structured report (DICOM PS3.3 C.17.3) and the codes in them. Codes of DICOM, LOINC and SNOMED CT
 * are used where one means just that; the rest are of a private scheme, which names itself in the file.
 */
import { toDecimalString } from './modules.ts';
import type { DicomDataset } from './write-file.ts';

/** A coded concept. */
export interface Code {
  /** At most 16 characters. */
  readonly value: string;
  readonly scheme: 'DCM' | 'LN' | 'SCT' | 'UCUM' | 'RFC5646' | typeof PRIVATE_SCHEME;
  /** At most 64 characters. */
  readonly meaning: string;
}

/** How an item belongs to the one above it. */
export type Relationship = 'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'INFERRED FROM';

/** The scheme of the concepts that no public one has. */
export const PRIVATE_SCHEME = '99LUNGFIELD';

/** Declares the private scheme (PS3.3 C.12.1.1.8). */
export const CODING_SCHEMES: readonly DicomDataset[] = [
  {
    CodingSchemeDesignator: PRIVATE_SCHEME,
    CodingSchemeName: 'Lungfield',
    CodingSchemeResponsibleOrganization: 'Lungfield, a research tool',
  },
];

/** DICOM's own concepts (PS3.16 D). */
export function dcm(value: string, meaning: string): Code {
  return { value, scheme: 'DCM', meaning };
}

/** A concept of the private scheme. */
export function own(value: string, meaning: string): Code {
  return { value, scheme: PRIVATE_SCHEME, meaning };
}

/** UCUM's unity. */
const NO_UNITS: Code = { value: '1', scheme: 'UCUM', meaning: 'no units' };

function sequenceOf({ value, scheme, meaning }: Code): DicomDataset[] {
  return [{ CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning }];
}

function headOf(relationship: Relationship | null, valueType: string, name: Code | null): DicomDataset {
  return {
    ...(relationship === null ? {} : { RelationshipType: relationship }),
    ValueType: valueType,
    ...(name === null ? {} : { ConceptNameCodeSequence: sequenceOf(name) }),
  };
}

/** Words. */
export function textItem(relationship: Relationship, name: Code, text: string): DicomDataset {
  return { ...headOf(relationship, 'TEXT', name), TextValue: text };
}

/** A concept. */
export function codeItem(relationship: Relationship, name: Code, value: Code): DicomDataset {
  return { ...headOf(relationship, 'CODE', name), ConceptCodeSequence: sequenceOf(value) };
}

/** A UID. */
export function uidItem(relationship: Relationship, name: Code, uid: string): DicomDataset {
  return { ...headOf(relationship, 'UIDREF', name), UID: uid };
}

/** An image. */
export function imageItem(
  relationship: Relationship,
  name: Code | null,
  reference: DicomDataset,
): DicomDataset {
  return { ...headOf(relationship, 'IMAGE', name), ReferencedSOPSequence: [reference] };
}

/** A number without a unit: as many decimals as DICOM's text has room for, and the number itself in full. */
export function numberItem(
  relationship: Relationship,
  name: Code,
  value: number,
  content: readonly DicomDataset[] = [],
): DicomDataset {
  return {
    ...headOf(relationship, 'NUM', name),
    MeasuredValueSequence: [
      {
        NumericValue: toDecimalString(value),
        FloatingPointValue: value,
        MeasurementUnitsCodeSequence: sequenceOf(NO_UNITS),
      },
    ],
    ...(content.length === 0 ? {} : { ContentSequence: content }),
  };
}

/**
 * A container.
 *
 * @param relationship null for the root of a document
 * @param template number of the DCMR template that it begins; null for a part of one
 */
export function containerItem(
  relationship: Relationship | null,
  name: Code,
  template: string | null,
  content: readonly DicomDataset[],
): DicomDataset {
  return {
    ...headOf(relationship, 'CONTAINER', name),
    ContinuityOfContent: 'SEPARATE',
    ...(template === null
      ? {}
      : { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }] }),
    ContentSequence: content,
  };
}
