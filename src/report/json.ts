/**
 * The results of all studies as JSON, in the shape of `json-schema.ts`: numbers are JSON's own, in full precision.
 */
import { NOTICE, type Report, type ReportedScores, type ReportedStudy } from './describe.ts';
import type { Results } from './json-schema.ts';

/** Builds the whole file's text. */
export function buildJson(report: Report): string {
  const { appVersion, createdAt, model, threshold, zone, studies } = report;
  const results: Results = {
    schema: 'lungfield-results',
    schemaVersion: 1,
    notice: NOTICE,
    createdAt: createdAt.toISOString(),
    app: { name: 'Lungfield', version: appVersion },
    model,
    threshold,
    zone,
    studies: studies.map(buildStudy),
  };
  return `${JSON.stringify(results)}\n`;
}

function buildStudy({ reasons, run, scores, ...study }: ReportedStudy): Results['studies'][number] {
  return {
    ...study,
    reasons: [...reasons],
    run: run === null ? null : { ...run, warnings: [...run.warnings] },
    scores: scores === null ? null : buildScores(scores),
  };
}

function buildScores({ heatmap: { density, constant }, ...scores }: ReportedScores) {
  return { ...scores, heatmap: { ...density, values: Array.from(density.values), constant } };
}
