/**
 * The sanity tests of the class activation map on one image at a time, each by the model that never saw its patient. In
 * calibrated logit; "called" is the class on whose side the logit lies.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ArchitectureConfig } from '../../src/model/architecture.ts';
import type { ModelCard } from '../../src/model/model-card.ts';
import { assembleOcclusion, occlude, planOcclusion } from '../../src/model/occlusion.ts';
import { createRandom, type Random } from '../../src/model/random.ts';
import {
  calibrateMap,
  type Grid,
  integrate,
  resampleGrid,
  type SaliencyMap,
  turnFor,
} from '../../src/model/saliency.ts';
import { isThorax } from '../audit/regions.ts';
import { median } from '../numeric/statistics.ts';
import { randomizeFromTop } from './cascade.ts';
import { readMaps } from './read-maps.ts';
import { drawShifts, eraseRegion, selectTop, shareInside, shareOfMask } from './regions.ts';
import { spearman } from './statistics.ts';

/** Scale and offset of the calibrated logit. */
export type Calibration = Pick<ModelCard['calibration'], 'scale' | 'offset'>;

/** Erased share of the film. */
export const ERASED_SHARE = 0.1;
/** Random regions for each image and each way of drawing them. */
export const RANDOM_REGIONS = 10;
/** Share of a region that has to lie in the thorax ellipse to count as inside. */
export const INSIDE_SHARE = 0.9;
/** Seeds of the randomised weights. */
export const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

/** An image with its film's map. */
export interface Subject {
  /** S * S standardised values. */
  readonly input: Float32Array;
  /** Calibrated. */
  readonly logit: number;
  readonly map: SaliencyMap;
}

/** How the logit falls for the called class when a part of the film is greyed. */
export interface ErasureRow {
  readonly top: number;
  /** The same shape anywhere on the film. */
  readonly anywhere: readonly number[];
  /** The same shape elsewhere in the thorax; fewer, or none, where it does not fit. */
  readonly inThorax: readonly number[];
  /** The tenth of the film that the occlusion check finds most influential, and its shape anywhere. */
  readonly occlusionTop: number;
  readonly occlusionAnywhere: readonly number[];
}

/** What the occlusion check says of a film, and how far the map agrees. */
export interface OcclusionRow {
  /** Logit lost, for pneumonia, at each pixel. */
  readonly lost: Grid;
  /** |Logit lost| by patch. */
  readonly patches: readonly number[];
  /** Rank correlation, patch by patch, with the map's influence under the patch. */
  readonly agreement: number;
}

/** Share of the map's influence in the thorax ellipse. */
export interface InsideRow {
  /** Of all influence, both signs. */
  readonly all: number;
  /** Of what speaks for the called class; null where nothing does. */
  readonly called: number | null;
}

/** Reads logits and maps of a fold's images. */
export async function readSubjects(
  model: LayersModel,
  inputs: readonly Float32Array[],
  sizePx: number,
  calibration: Calibration,
): Promise<Subject[]> {
  const { rawLogits, grids, bias } = await readMaps(model, inputs, sizePx);
  return inputs.map((input, row) => ({
    input,
    logit: calibration.scale * rawLogits[row] + calibration.offset,
    map: calibrateMap(grids[row], bias, calibration),
  }));
}

/** How far map and constant are from the logit that they must add up to. */
export function measureExactness({ logit, map }: Subject): number {
  return Math.abs(integrate(map.density) + map.constant - logit);
}

/** A map as the page draws it, turned so that positive values speak for the called class. */
function drawForCalled({ logit }: Subject, grid: Grid, sizePx: number): Float32Array {
  return resampleGrid(turnFor(logit >= 0 ? 'pneumonia' : 'normal', grid), sizePx, sizePx);
}

/** Where the influence lies. */
export function measureInside(subject: Subject, sizePx: number): InsideRow {
  const values = drawForCalled(subject, subject.map.density, sizePx);
  const called = shareInside(
    values.map((value) => Math.max(0, value)),
    sizePx,
    isThorax,
  );
  return { all: shareInside(values, sizePx, isThorax), called: Number.isNaN(called) ? null : called };
}

/** Greys the most influential part and random ones of the same area. */
export async function measureErasure(
  model: LayersModel,
  subject: Subject,
  { lost }: Pick<OcclusionRow, 'lost'>,
  calibration: Calibration,
  random: Random,
): Promise<ErasureRow> {
  const sizePx = lost.columns;
  const top = selectTop(drawForCalled(subject, subject.map.density, sizePx), ERASED_SHARE);
  const occlusionTop = selectTop(drawForCalled(subject, lost, sizePx), ERASED_SHARE);
  const anywhere = drawShifts(top, sizePx, RANDOM_REGIONS, random, () => true);
  const inThorax = drawShifts(
    top,
    sizePx,
    RANDOM_REGIONS,
    random,
    (mask) => shareOfMask(mask, sizePx, isThorax) >= INSIDE_SHARE,
  );
  const occlusionAnywhere = drawShifts(occlusionTop, sizePx, RANDOM_REGIONS, random, () => true);
  const masks = [top, occlusionTop, ...anywhere, ...occlusionAnywhere, ...inThorax];
  const { rawLogits } = await readMaps(
    model,
    masks.map((mask) => eraseRegion(subject.input, mask)),
    sizePx,
  );
  const sign = subject.logit >= 0 ? 1 : -1;
  const falls = Array.from(
    rawLogits,
    (raw) => sign * (subject.logit - (calibration.scale * raw + calibration.offset)),
  );
  const [topFall, occlusionFall, ...others] = falls;
  return {
    top: topFall,
    occlusionTop: occlusionFall,
    anywhere: others.slice(0, RANDOM_REGIONS),
    occlusionAnywhere: others.slice(RANDOM_REGIONS, 2 * RANDOM_REGIONS),
    inThorax: others.slice(2 * RANDOM_REGIONS),
  };
}

/** The page's occlusion check, and how far the map agrees with it. */
export async function measureOcclusion(
  model: LayersModel,
  subject: Subject,
  sizePx: number,
  calibration: Calibration,
): Promise<OcclusionRow> {
  const plan = planOcclusion(sizePx);
  const inputs = plan.corners.map((_, index) => occlude(subject.input, plan, index));
  const { rawLogits } = await readMaps(model, inputs, sizePx);
  const logits = Array.from(rawLogits, (raw) => calibration.scale * raw + calibration.offset);
  const losses = logits.map((logit) => subject.logit - logit);
  const values = resampleGrid(subject.map.density, sizePx, sizePx);
  const densities = plan.corners.map(({ x, y }) => {
    let sum = 0;
    for (let row = y; row < y + plan.patchPx; row += 1) {
      for (let column = x; column < x + plan.patchPx; column += 1) sum += values[row * sizePx + column];
    }
    return sum;
  });
  return {
    lost: assembleOcclusion(plan, subject.logit, logits),
    patches: losses.map(Math.abs),
    agreement: spearman(losses, densities),
  };
}

/**
 * |Spearman| between each image's map and the one after randomisation, for each block from the head down.
 *
 * @returns by block, then by image: the median over the seeds
 */
export async function measureCascade(
  trained: LayersModel,
  architecture: ArchitectureConfig,
  subjects: readonly Subject[],
  sizePx: number,
  onSeed: () => void,
): Promise<Map<string, number[]>> {
  const byBlock = new Map<string, number[][]>();
  const inputs = subjects.map(({ input }) => input);
  for (const seed of SEEDS) {
    await randomizeFromTop(trained, architecture, seed, async (model, { name }) => {
      const { grids } = await readMaps(model, inputs, sizePx);
      const rows = byBlock.get(name) ?? subjects.map(() => []);
      for (const [index, grid] of grids.entries()) rows[index].push(correlate(grid, subjects[index].map));
      byBlock.set(name, rows);
    });
    onSeed();
  }
  return new Map(Array.from(byBlock, ([name, rows]) => [name, rows.map(median)]));
}

/** Over the cells themselves: drawing them larger would only count each many times. */
function correlate(grid: Grid, { density }: SaliencyMap): number {
  return Math.abs(spearman(grid.values, density.values));
}

/** A stream of its own for each image, so that a sample of another size draws the same regions. */
export function randomOf(imageIndex: number): Random {
  return createRandom(0x5a1e, imageIndex);
}
