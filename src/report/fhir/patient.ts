/**
 * Who a film is of, in FHIR R4: only for studies whose identity the reader asked for.
 */
import type { Identifier, ImagingStudy, Patient } from 'fhir/r4';
import type { FilmIdentity } from '../../image/dicom/identity-tags.ts';
import { parsePersonName } from '../person-name.ts';

const GENDERS: Readonly<Record<string, NonNullable<Patient['gender']>>> = {
  M: 'male',
  F: 'female',
  O: 'other',
};

/** "20200131" -> "2020-01-31"; undefined for what is no date. */
function toFhirDate(date: string): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  return match === null ? undefined : match.slice(1).join('-');
}

/** The patient; what the file does not say is left out. */
export function buildPatient(identity: FilmIdentity): Patient {
  const { family, given, text } = parsePersonName(identity.patientName);
  const birthDate = toFhirDate(identity.birthDate);
  const gender = GENDERS[identity.sex];
  return {
    resourceType: 'Patient',
    ...(identity.patientId === '' ? {} : { identifier: [{ value: identity.patientId }] }),
    ...(text === ''
      ? {}
      : {
          name: [
            {
              text,
              ...(family === '' ? {} : { family }),
              ...(given.length === 0 ? {} : { given: [...given] }),
            },
          ],
        }),
    ...(gender === undefined ? {} : { gender }),
    ...(birthDate === undefined ? {} : { birthDate }),
  };
}

function identifierOfUid(uid: string): Identifier {
  return { system: 'urn:dicom:uid', value: `urn:oid:${uid}` };
}

/**
 * The film's place among DICOM's studies, as the ImagingStudy of the specification maps it.
 *
 * @returns null where the file names no study, series or instance
 */
export function buildImagingStudy(
  identity: FilmIdentity,
  subject: { reference: string },
): ImagingStudy | null {
  const { studyUid, seriesUid, instanceUid, classUid, modality, accessionNumber } = identity;
  if ([studyUid, seriesUid, instanceUid, classUid, modality].includes('')) return null;
  const accession: Identifier[] =
    accessionNumber === '' ? [] : [{ type: { text: 'Accession number' }, value: accessionNumber }];
  return {
    resourceType: 'ImagingStudy',
    identifier: [identifierOfUid(studyUid), ...accession],
    status: 'available',
    subject,
    series: [
      {
        uid: seriesUid,
        modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: modality },
        instance: [
          { uid: instanceUid, sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${classUid}` } },
        ],
      },
    ],
  };
}
