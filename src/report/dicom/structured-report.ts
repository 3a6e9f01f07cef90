/**
 * One study's result as a DICOM Comprehensive SR after TID 1500 "Measurement Report" (PS3.16): partial and unverified,
 * observed by a device, with the algorithm and the model's hash (TID 4019).
 * Invariants: no patient and no reference to the film without an identity; what is withheld is said to be, with its
 * reasons and without a number.
 */
import { NOTICE, type Report, type ReportedScores, type ReportedStudy } from '../describe.ts';
import type { FilmReference } from '../film-reference.ts';
import { listRemarks } from '../remarks.ts';
import { toDicomUid, uuidOfHash } from '../uuid.ts';
import {
  CODING_SCHEMES,
  type Code,
  codeItem,
  containerItem,
  dcm,
  imageItem,
  numberItem,
  own,
  textItem,
  uidItem,
} from './content-item.ts';
import { buildCommonModules, buildReference, newUid, toDecimalString } from './modules.ts';
import type { DicomDataset } from './write-file.ts';

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';

const COMMENT = dcm('121106', 'Comment');
const SINGLE_VIEW: Code = { value: '36554-4', scheme: 'LN', meaning: 'XR Chest Single view' };
const ENGLISH: Code = { value: 'en', scheme: 'RFC5646', meaning: 'English' };

const FINDING_CODES: Readonly<Record<NonNullable<ReportedScores['finding']>, Code>> = {
  normal: own('NORMAL', 'Normal'),
  indeterminate: own('INDETERMINATE', 'Indeterminate'),
  pneumonia: { value: '233604007', scheme: 'SCT', meaning: 'Pneumonia' },
};

/**
 * Builds the data set.
 *
 * @param study one with a result
 */
export function buildStructuredReport(
  report: Report,
  study: ReportedStudy,
  film: FilmReference,
): DicomDataset {
  const reference = buildReference(film);
  return {
    ...buildCommonModules(COMPREHENSIVE_SR, report, film),
    Modality: 'SR',
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CodingSchemeIdentificationSequence: CODING_SCHEMES,
    PreliminaryFlag: 'PRELIMINARY',
    CompletionFlag: 'PARTIAL',
    CompletionFlagDescription: NOTICE,
    VerificationFlag: 'UNVERIFIED',
    ...buildEvidence(film, reference),
    ...buildContent(report, study, reference),
  };
}

/** Every instance that the content refers to must be listed (PS3.3 C.17.2). */
function buildEvidence({ identity }: FilmReference, reference: DicomDataset | null): DicomDataset {
  if (identity === null || reference === null) return {};
  const { ReferencedFrameNumber: _, ...instance } = reference;
  const series = { SeriesInstanceUID: identity.seriesUid, ReferencedSOPSequence: [instance] };
  return {
    CurrentRequestedProcedureEvidenceSequence: [
      { StudyInstanceUID: identity.studyUid, ReferencedSeriesSequence: [series] },
    ],
  };
}

function buildContent(report: Report, study: ReportedStudy, reference: DicomDataset | null): DicomDataset {
  const library =
    reference === null
      ? []
      : [
          containerItem('CONTAINS', dcm('111028', 'Image Library'), null, [
            containerItem('CONTAINS', dcm('126200', 'Image Library Group'), null, [
              imageItem('CONTAINS', null, reference),
            ]),
          ]),
        ];
  return containerItem(null, dcm('126000', 'Imaging Measurement Report'), '1500', [
    codeItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), ENGLISH),
    ...buildObserver(report),
    codeItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), SINGLE_VIEW),
    ...library,
    containerItem('CONTAINS', dcm('126010', 'Imaging Measurements'), null, [
      containerItem('CONTAINS', dcm('125007', 'Measurement Group'), '1501', [
        textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), `Study ${study.index}`),
        uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), newUid()),
        ...buildAlgorithm(report, study),
        ...buildResult(study, reference),
        ...buildComments(study).map((text) => textItem('CONTAINS', COMMENT, text)),
      ]),
    ]),
  ]);
}

/** TID 1001 and 1004: the observer is a device, named by the model. */
function buildObserver({ model }: Report): DicomDataset[] {
  const named =
    model === null
      ? []
      : [
          uidItem(
            'HAS OBS CONTEXT',
            dcm('121012', 'Device Observer UID'),
            toDicomUid(uuidOfHash(model.sha256)),
          ),
        ];
  return [
    codeItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121007', 'Device')),
    ...named,
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), 'Lungfield'),
    textItem('HAS OBS CONTEXT', dcm('121015', 'Device Observer Model Name'), model?.name ?? 'none'),
  ];
}

/** TID 4019. */
function buildAlgorithm(
  { model, appVersion, threshold, zone }: Report,
  { run }: ReportedStudy,
): DicomDataset[] {
  const parameters = [
    `Application version ${appVersion}`,
    `Decision threshold ${toDecimalString(threshold)}`,
    ...(zone === null
      ? []
      : [`Indeterminate zone ${toDecimalString(zone.lower)} to ${toDecimalString(zone.upper)}`]),
    ...(model === null ? [] : [`Model SHA-256 ${model.sha256}`]),
    ...(run === null ? [] : [`Engine ${run.engine}`]),
  ];
  return [
    textItem('HAS CONCEPT MOD', dcm('111001', 'Algorithm Name'), model?.name ?? 'No verified model'),
    textItem('HAS CONCEPT MOD', dcm('111003', 'Algorithm Version'), model?.version ?? 'none'),
    ...parameters.map((text) => textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), text)),
  ];
}

function buildResult({ scores }: ReportedStudy, reference: DicomDataset | null): DicomDataset[] {
  if (scores === null) return [];
  const source =
    reference === null ? [] : [imageItem('INFERRED FROM', dcm('121112', 'Source of Measurement'), reference)];
  const numbers: readonly (readonly [Code, number])[] = [
    [own('PROB_PNEUMONIA', 'Probability of pneumonia, for a prior of one half'), scores.probabilityPneumonia],
    [own('PROB_NORMAL', 'Probability of normal, for a prior of one half'), scores.probabilityNormal],
    [own('LOGIT', 'Calibrated logit of pneumonia'), scores.logit],
    [own('FAMILIARITY', 'Familiarity: below 1, unlike the training films'), scores.familiarity],
  ];
  const finding =
    scores.finding === null
      ? []
      : [
          codeItem(
            'CONTAINS',
            own('FINDING', 'Finding of the model at its decision threshold'),
            FINDING_CODES[scores.finding],
          ),
        ];
  return [...numbers.map(([name, value]) => numberItem('CONTAINS', name, value, source)), ...finding];
}

function buildComments(study: ReportedStudy): string[] {
  return [NOTICE, ...listRemarks(study), ...(study.file === null ? [] : [`File: ${study.file}`])];
}
