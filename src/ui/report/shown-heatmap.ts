/**
 * The heatmap that is on screen, for what prints or captures it: both show what the reader looks at. One page has one.
 */
import type { Grid } from '../../model/saliency.ts';
import type { ClassName } from '../../model/spec.ts';
import type { HeatSource } from '../heat-scale.ts';

/** What is drawn over which film. */
export interface ShownHeatmap {
  readonly studyId: number;
  readonly className: ClassName;
  readonly source: HeatSource;
  /** 0 to 1. */
  readonly opacity: number;
  /** Influence for the class, in the unit of its legend. */
  readonly grid: Grid;
}

let shown: ShownHeatmap | null = null;

/** Says what is on screen from now on; null for none. */
export function setShownHeatmap(next: ShownHeatmap | null): void {
  shown = next;
}

/** The heatmap on a study's film; null where it is off or of another film. */
export function readShownHeatmap(studyId: number): ShownHeatmap | null {
  return shown?.studyId === studyId ? shown : null;
}
