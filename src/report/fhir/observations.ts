/**
 * What the model made of one film, as two FHIR R4 Observations: the probability with all that led to it, and the finding.
 * Codes are given only where one means just that: SNOMED CT has pneumonia, but neither LOINC nor SNOMED CT has "a
 * network's probability of it". Text stands in place of a code that would be nearly right.
 */
import type { Annotation, CodeableConcept, Observation, ObservationComponent, Reference } from 'fhir/r4';
import { NOTICE, type Report, type ReportedScores, type ReportedStudy } from '../describe.ts';
import { listRemarks } from '../remarks.ts';

/** What an observation refers to. */
export interface ObservationContext {
  readonly device: Reference;
  /** null unless identifiers were asked for. */
  readonly subject: Reference | null;
  readonly imagingStudy: Reference | null;
}

const UCUM = 'http://unitsofmeasure.org';
const PNEUMONIA = { system: 'http://snomed.info/sct', code: '233604007', display: 'Pneumonia' };

/** A number without a unit: UCUM's unity. */
function quantityOf(value: number) {
  return { value, system: UCUM, code: '1' };
}

function componentOf(text: string, value: number): ObservationComponent {
  return { code: { text }, valueQuantity: quantityOf(value) };
}

/** The two observations of a study with a result. */
export function buildObservations(
  study: ReportedStudy,
  report: Report,
  context: ObservationContext,
): [probability: Observation, finding: Observation] {
  const common = buildCommon(study, report, context);
  const { scores } = study;
  const absent = { dataAbsentReason: { text: `Withheld: ${study.reasons.join(', ')}` } };
  return [
    {
      ...common,
      code: { text: 'Probability of pneumonia, for a prior of one half' },
      ...(scores === null
        ? absent
        : {
            valueQuantity: quantityOf(scores.probabilityPneumonia),
            component: buildComponents(scores, report),
          }),
    },
    {
      ...common,
      code: { text: 'Finding of the model at its decision threshold' },
      ...(scores === null ? absent : buildFinding(scores.finding)),
    },
  ];
}

function buildCommon(study: ReportedStudy, report: Report, context: ObservationContext) {
  const { device, subject, imagingStudy } = context;
  return {
    resourceType: 'Observation',
    status: 'preliminary',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }],
      },
    ],
    ...(subject === null ? {} : { subject }),
    issued: report.createdAt.toISOString(),
    method: { text: 'Convolutional neural network' },
    device,
    ...(imagingStudy === null ? {} : { derivedFrom: [imagingStudy] }),
    note: buildNotes(study),
  } satisfies Partial<Observation>;
}

function buildNotes(study: ReportedStudy): Annotation[] {
  return [NOTICE, ...listRemarks(study)].map((text) => ({ text }));
}

function buildComponents(scores: ReportedScores, { threshold, zone }: Report): ObservationComponent[] {
  return [
    componentOf('Probability of normal', scores.probabilityNormal),
    componentOf('Calibrated logit', scores.logit),
    componentOf('Familiarity (withheld below 1)', scores.familiarity),
    componentOf('Decision threshold on the probability', threshold),
    ...(zone === null
      ? []
      : [
          componentOf('Lower end of the indeterminate zone', zone.lower),
          componentOf('Upper end of the indeterminate zone', zone.upper),
        ]),
  ];
}

function buildFinding(finding: ReportedScores['finding']) {
  if (finding === null) return { dataAbsentReason: { text: 'No verified model card to decide by' } };
  const valueCodeableConcept: CodeableConcept = {
    ...(finding === 'pneumonia' ? { coding: [PNEUMONIA] } : {}),
    text: finding,
  };
  return { valueCodeableConcept };
}
