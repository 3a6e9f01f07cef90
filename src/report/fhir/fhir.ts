/**
 * The results as FHIR R4: a collection of one preliminary DiagnosticReport for each study with a result, with its
 * observations and the device that made them. What was rejected or failed was not observed and has no report.
 * Invariants: no patient, no identifier of a file and no name unless asked for; nothing is final.
 */
import type { Bundle, BundleEntry, Device, DiagnosticReport, FhirResource, Reference } from 'fhir/r4';
import type { FilmIdentity } from '../../image/dicom/identity-tags.ts';
import { NOTICE, type Report, type ReportedStudy } from '../describe.ts';
import { createUuid } from '../uuid.ts';
import { buildObservations } from './observations.ts';
import { buildImagingStudy, buildPatient } from './patient.ts';

const RADIOLOGY = { system: 'http://loinc.org', code: 'LP29684-5', display: 'Radiology' };
const SINGLE_VIEW = { system: 'http://loinc.org', code: '36554-4', display: 'XR Chest Single view' };

/** Collects resources, each under an address of its own. */
class Collection {
  readonly entries: BundleEntry<FhirResource>[] = [];
  private readonly newUuid: () => string;

  constructor(newUuid: () => string) {
    this.newUuid = newUuid;
  }

  add(resource: FhirResource): { reference: string } {
    const fullUrl = `urn:uuid:${this.newUuid()}`;
    this.entries.push({ fullUrl, resource });
    return { reference: fullUrl };
  }
}

/**
 * Builds the whole file's text.
 *
 * @param identities of the studies whose identity was asked for, by index
 * @param newUuid a fresh one at every call
 */
export function buildFhir(
  report: Report,
  identities: ReadonlyMap<number, FilmIdentity>,
  newUuid: () => string = createUuid,
): string {
  const collection = new Collection(newUuid);
  const device = collection.add(buildDevice(report));
  for (const study of report.studies) {
    if (study.run === null) continue;
    addStudy(collection, study, report, device, identities.get(study.index) ?? null);
  }
  const bundle: Bundle<FhirResource> = {
    resourceType: 'Bundle',
    meta: { tag: [{ display: NOTICE }] },
    type: 'collection',
    timestamp: report.createdAt.toISOString(),
    entry: collection.entries,
  };
  return `${JSON.stringify(bundle)}\n`;
}

function addStudy(
  collection: Collection,
  study: ReportedStudy,
  report: Report,
  device: Reference,
  identity: FilmIdentity | null,
): void {
  const subject = identity === null ? null : collection.add(buildPatient(identity));
  const imaging = identity === null || subject === null ? null : buildImagingStudy(identity, subject);
  const imagingStudy = imaging === null ? null : collection.add(imaging);
  const context = { device, subject, imagingStudy };
  const result = buildObservations(study, report, context).map((observation) => collection.add(observation));
  collection.add(buildDiagnosticReport(study, report, { subject, imagingStudy, result }));
}

interface ReportReferences {
  readonly subject: Reference | null;
  readonly imagingStudy: Reference | null;
  readonly result: Reference[];
}

function buildDiagnosticReport(
  study: ReportedStudy,
  report: Report,
  { subject, imagingStudy, result }: ReportReferences,
): DiagnosticReport {
  const conclusion = `${NOTICE}. ${conclude(study, report)}`;
  return {
    resourceType: 'DiagnosticReport',
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${conclusion}</div>` },
    identifier: [
      { type: { text: 'Place in the list, from 0' }, value: String(study.index) },
      ...(study.file === null ? [] : [{ type: { text: 'File' }, value: study.file }]),
    ],
    status: 'preliminary',
    category: [{ coding: [RADIOLOGY] }],
    code: { coding: [SINGLE_VIEW] },
    ...(subject === null ? {} : { subject }),
    issued: report.createdAt.toISOString(),
    result,
    ...(imagingStudy === null ? {} : { imagingStudy: [imagingStudy] }),
    conclusion,
  };
}

/** Holds numbers, codes and words of ours alone, so that it needs no escaping in the narrative. */
function conclude({ scores, reasons }: ReportedStudy, { threshold, model }: Report): string {
  const by = model === null ? 'no verified model' : `model ${model.version}, ${model.shortHash}`;
  if (scores === null) return `Result withheld (${reasons.join(', ')}); ${by}.`;
  const percent = (100 * scores.probabilityPneumonia).toFixed(2);
  const finding = scores.finding ?? 'none';
  return `Finding of the model: ${finding}; probability of pneumonia ${percent} %, for a prior of one half, at a decision threshold of ${threshold}; ${by}.`;
}

function buildDevice({ model, appVersion }: Report): Device {
  return {
    resourceType: 'Device',
    ...(model === null
      ? {}
      : { identifier: [{ type: { text: 'SHA-256 of the model' }, value: model.sha256 }] }),
    status: 'active',
    manufacturer: 'Lungfield',
    deviceName: [
      { name: 'Lungfield', type: 'user-friendly-name' },
      ...(model === null ? [] : [{ name: model.name, type: 'model-name' as const }]),
    ],
    type: { text: 'Image analysis software' },
    version: [
      { type: { text: 'Application' }, value: appVersion },
      ...(model === null ? [] : [{ type: { text: 'Model' }, value: model.version }]),
    ],
    note: [{ text: NOTICE }],
  };
}
