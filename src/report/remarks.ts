/**
 * What is to be known of a result beside its numbers, as one line each, for the formats that have room for comments.
 * Codes, not sentences: they are the same in every language and stand in the CSV as well.
 */
import type { Correction } from '../model/orientation.ts';
import type { ReportedStudy } from './describe.ts';

/** Why there is no number, what is unusual, what was read, and how it was turned. */
export function listRemarks({ status, reasons, run, scores, correction }: ReportedStudy): string[] {
  const remarks: string[] = [];
  if (reasons.length > 0) {
    const word = `${status.slice(0, 1).toUpperCase()}${status.slice(1)}`;
    remarks.push(`${word}${scores === null ? '' : ', included on request'}: ${reasons.join(', ')}`);
  }
  if (run !== null) {
    const { warnings, film } = run;
    if (warnings.length > 0) remarks.push(`Warnings: ${warnings.join(', ')}`);
    remarks.push(`Film: ${film.widthPx} x ${film.heightPx} px, ${film.bitDepth} bit ${film.format}`);
    remarks.push(`Computed by ${run.engine} in ${Math.round(run.durationMs)} ms`);
  }
  if (correction !== null) remarks.push(`Before it was read, the film was ${describeCorrection(correction)}`);
  return remarks;
}

function describeCorrection({ quarterTurns, isInverted }: Correction): string {
  const turned = quarterTurns === 0 ? [] : [`turned by ${90 * quarterTurns} degrees clockwise`];
  return [...turned, ...(isInverted ? ['inverted'] : [])].join(' and ');
}
