/**
 * The files of "More exports", each made when it is asked for. Loaded late, with all the formats.
 */

import type { FilmIdentity } from '../../image/dicom/identity-tags.ts';
import type { Report, ReportedScores, ReportedStudy } from '../../report/describe.ts';
import { buildCapture } from '../../report/dicom/capture.ts';
import { buildStructuredReport } from '../../report/dicom/structured-report.ts';
import { loadDcmjs, writeDicomFile } from '../../report/dicom/write-file.ts';
import { buildFhir } from '../../report/fhir/fhir.ts';
import { type FilmReference, readFilmReference } from '../../report/film-reference.ts';
import { buildJson } from '../../report/json.ts';
import { listRemarks } from '../../report/remarks.ts';
import { formatUtc } from '../format.ts';
import { activationFor } from '../heat-scale.ts';
import { describeSplit } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import type { AppPorts } from '../use-app.ts';
import { drawCapture } from './draw-capture.ts';
import { readShownHeatmap, type ShownHeatmap } from './shown-heatmap.ts';

/** A file to be saved. */
export interface ExportedFile {
  readonly blob: Blob;
  readonly name: string;
}

/** What an export is made from. */
export interface ExportRequest {
  readonly report: Report;
  readonly files: AppPorts['files'];
  /** Whether patient and identifiers of DICOM films are to be in it. */
  readonly includeIdentity: boolean;
}

const NOBODY: FilmReference = { identity: null, frame: null };

/** Fetches what the formats load late themselves. */
export async function preloadFormats(): Promise<void> {
  await Promise.all([loadDcmjs(), import('dicom-parser'), import('fflate')]);
}

/** All studies as JSON. */
export function makeJson(report: Report): ExportedFile {
  const blob = new Blob([buildJson(report)], { type: 'application/json' });
  return { blob, name: 'lungfield-results.json' };
}

/**
 * All studies as a FHIR bundle.
 *
 * @param onProgress called before each file that is read again
 * @throws DecodeError or DecodeFailure when one of them can't be read
 */
export async function makeFhir(
  { report, files, includeIdentity }: ExportRequest,
  onProgress: (done: number, total: number) => void,
): Promise<ExportedFile> {
  const identities = new Map<number, FilmIdentity>();
  for (const [done, study] of includeIdentity ? report.studies.entries() : []) {
    onProgress(done, report.studies.length);
    // One after the other: a file is as large as it is, and none is held when its tags are read.
    const { identity } = await referTo(study, files);
    if (identity !== null) identities.set(study.index, identity);
  }
  const blob = new Blob([buildFhir(report, identities)], { type: 'application/fhir+json' });
  return { blob, name: 'lungfield-fhir.json' };
}

/**
 * One study as a DICOM structured report.
 *
 * @throws DecodeError or DecodeFailure when whose it is was asked for and its file can't be read
 */
export async function makeStructuredReport(
  { report, files, includeIdentity }: ExportRequest,
  study: ReportedStudy,
): Promise<ExportedFile> {
  const film = includeIdentity ? await referTo(study, files) : NOBODY;
  const bytes = await writeDicomFile(buildStructuredReport(report, study, film), report.appVersion);
  return dicomFile(bytes, `lungfield-study-${study.index}-sr.dcm`);
}

/**
 * One study's film and heatmap as a DICOM capture: the heatmap on screen, else the activation map for pneumonia.
 *
 * @throws DecodeError or DecodeFailure when the film can't be decoded again
 */
export async function makeCapture(
  { report, files, includeIdentity }: ExportRequest,
  study: ReportedStudy,
  scores: ReportedScores,
): Promise<ExportedFile> {
  const film = includeIdentity ? await referTo(study, files) : NOBODY;
  const heatmap = readShownHeatmap(study.index) ?? mapOf(scores);
  const picture = await drawCapture({
    film: await files.readPreview(study.index),
    heatmap,
    lines: writeLines(report, study, scores, heatmap),
  });
  const bytes = await writeDicomFile(buildCapture(picture, report, film), report.appVersion);
  return dicomFile(bytes, `lungfield-study-${study.index}-heatmap.dcm`);
}

function dicomFile(bytes: Uint8Array<ArrayBuffer>, name: string): ExportedFile {
  return { blob: new Blob([bytes], { type: 'application/dicom' }), name };
}

async function referTo(study: ReportedStudy, files: AppPorts['files']): Promise<FilmReference> {
  const source = files.getSource(study.index);
  return source === undefined ? NOBODY : readFilmReference(study, source);
}

/** The network's own map at half opacity, as the page shows it first. */
function mapOf({ heatmap }: ReportedScores): Omit<ShownHeatmap, 'studyId'> {
  const grid = activationFor('pneumonia', heatmap);
  return { className: 'pneumonia', source: 'activation', opacity: 0.5, grid };
}

/** The words in a capture's pixels. */
function writeLines(
  { threshold, model, appVersion, createdAt }: Report,
  study: ReportedStudy,
  { probabilityPneumonia, finding }: ReportedScores,
  { source, className }: Pick<ShownHeatmap, 'source' | 'className'>,
): string[] {
  const called = finding === null ? '' : `${STRINGS.findings[finding]}, `;
  const by = model === null ? '' : `, ${STRINGS.exporting.model(model.version, model.shortHash)}`;
  return [
    `${describeSplit(probabilityPneumonia)} ${STRINGS.result.prior}`,
    `${called}${STRINGS.result.threshold(threshold)}.`,
    `${STRINGS.heatmap.sources[source]}: ${STRINGS.heatmap.warning} ${STRINGS.heatmap.dark(className)}`,
    ...listRemarks(study).map((remark) => `${remark}.`),
    `Lungfield ${appVersion}${by}.`,
    `${STRINGS.exporting.place(study.index)}, ${formatUtc(createdAt)}.`,
    ...(study.file === null ? [] : [study.file]),
  ];
}
