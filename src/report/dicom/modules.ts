/**
 * The modules that every DICOM file of ours has (PS3.3 C.7.1, C.7.2, C.7.5, C.12): whose film, which study, what wrote it.
 * Invariant: without an identity they say nothing of a patient, and their UIDs are new.
 */
import type { FilmIdentity } from '../../image/dicom/identity-tags.ts';
import { NOTICE, type Report } from '../describe.ts';
import type { FilmReference } from '../film-reference.ts';
import { createUuid, toDicomUid } from '../uuid.ts';
import type { DicomDataset } from './write-file.ts';

/** A new UID. */
export function newUid(): string {
  return toDicomUid(createUuid());
}

/** "20260102" and "030405", in UTC. */
export function toDicomTime(date: Date): { readonly date: string; readonly time: string } {
  const [day = '', time = ''] = date.toISOString().split('T');
  return { date: day.replaceAll('-', ''), time: time.slice(0, 8).replaceAll(':', '') };
}

/**
 * A number as DICOM's decimal string, which holds 16 characters: as many digits as fit.
 *
 * @throws RangeError when it is not finite
 */
export function toDecimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('Only a finite number has decimals.');
  const shortest = String(value);
  if (shortest.length <= 16) return shortest;
  // A sign, a point, "0." and an exponent take at most eight of them.
  for (let digits = 15; digits > 8; digits -= 1) {
    const text = value.toPrecision(digits);
    if (text.length <= 16) return text;
  }
  return value.toPrecision(8);
}

/** Patient, study, equipment and SOP common. */
export function buildCommonModules(
  classUid: string,
  { createdAt, appVersion, model }: Report,
  { identity }: FilmReference,
): DicomDataset {
  const { date, time } = toDicomTime(createdAt);
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: classUid,
    SOPInstanceUID: newUid(),
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    TimezoneOffsetFromUTC: '+0000',
    ...buildPatientAndStudy(identity),
    SeriesInstanceUID: newUid(),
    SeriesNumber: 1,
    SeriesDescription: `Lungfield: ${NOTICE}`,
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    Manufacturer: 'Lungfield',
    ManufacturerModelName: model?.name ?? 'No verified model',
    DeviceSerialNumber: model?.shortHash ?? 'none',
    SoftwareVersions: model === null ? appVersion : [appVersion, model.version],
  };
}

function buildPatientAndStudy(identity: FilmIdentity | null): DicomDataset {
  return {
    PatientName: identity?.patientName ?? '',
    PatientID: identity?.patientId ?? '',
    PatientBirthDate: identity?.birthDate ?? '',
    PatientSex: identity?.sex ?? '',
    StudyInstanceUID: identity === null || identity.studyUid === '' ? newUid() : identity.studyUid,
    StudyDate: identity?.studyDate ?? '',
    StudyTime: identity?.studyTime ?? '',
    StudyID: identity?.studyId ?? '',
    AccessionNumber: identity?.accessionNumber ?? '',
    ReferringPhysicianName: '',
    ...(identity === null
      ? { PatientIdentityRemoved: 'YES', DeidentificationMethod: 'No tag of the film is copied' }
      : {}),
  };
}

/** The film's instance, as an item of a sequence of references; null where there is none that may be named. */
export function buildReference({ identity, frame }: FilmReference): DicomDataset | null {
  if (identity === null || identity.classUid === '' || identity.instanceUid === '') return null;
  return {
    ReferencedSOPClassUID: identity.classUid,
    ReferencedSOPInstanceUID: identity.instanceUid,
    ...(frame === null ? {} : { ReferencedFrameNumber: String(frame) }),
  };
}
