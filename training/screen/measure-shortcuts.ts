/**
 * How much a screened model leans on what should not decide, over its held films: what the audit of a release measures in
 * full, in few changes, so that a recipe can be chosen by it too.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { PlattLine } from '../../src/model/metrics/platt.ts';
import { auroc } from '../../src/model/metrics/ranking.ts';
import { hideRegion, PERTURBATIONS, type Perturbation } from '../audit/perturbations.ts';
import { isThorax } from '../audit/regions.ts';
import { scoreChange } from '../audit/score-changes.ts';
import type { ImageCache } from '../data/cache.ts';

/** Leaves nothing of the lungs; ranking films by what is left is reading their surroundings. */
const HIDDEN_THORAX = hideRegion('the film without the thorax ellipse', isThorax);

/** Changes that should leave every call as it is. */
const HARMLESS = [
  'corners erased (25 % of each side)',
  'border erased (outer 10 %)',
  'stretched in height by 15 %',
  'squeezed in height by 15 %',
  'cropped to the middle 90 %',
] as const;

/** See `measureShortcuts`. */
export interface Shortcuts {
  /** AUROC with the thorax ellipse hidden; 0.5 is best. */
  readonly hiddenThoraxAuroc: number;
  /** Share of the held films whose call another change turns, by change. */
  readonly flips: Readonly<Record<string, number>>;
}

/**
 * @param held indices into `cache.images`, of both classes
 * @param logits calibrated, of the held films as they are: called pneumonia from 0
 * @param line calibration of those
 */
export async function measureShortcuts(
  model: LayersModel,
  cache: ImageCache,
  held: readonly number[],
  logits: ArrayLike<number>,
  line: PlattLine,
): Promise<Shortcuts> {
  const labels = held.map((index) => cache.images[index].label);
  const flips: Record<string, number> = {};
  for (const name of HARMLESS) {
    const rawLogits = await scoreChange(model, cache, held, findChange(name));
    const turned = rawLogits.filter(
      (rawLogit, row) => line.scale * rawLogit + line.offset >= 0 !== logits[row] >= 0,
    );
    flips[name] = turned.length / held.length;
  }
  const hidden = await scoreChange(model, cache, held, HIDDEN_THORAX);
  return { hiddenThoraxAuroc: auroc(hidden, labels), flips };
}

function findChange(name: string): Perturbation {
  const change = PERTURBATIONS.find((candidate) => candidate.name === name);
  if (change === undefined) throw new RangeError(`The audit has no change "${name}".`);
  return change;
}
