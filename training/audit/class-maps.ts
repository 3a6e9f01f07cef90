/**
 * Mean class activation maps by kind of film: where the score comes from when a call is right and when it is wrong.
 * A mean over films, at the size of the network's last map: no patient's image, and none can be made from it.
 */
import type { Grid } from '../../src/model/saliency.ts';

/** The mean map of a kind of film. */
export interface MeanMap {
  readonly kind: string;
  readonly images: number;
  readonly heightCells: number;
  readonly widthCells: number;
  /** Contribution of each cell to the calibrated logit, row-major. */
  readonly values: readonly number[];
}

/**
 * The mean of some maps.
 *
 * @param grids raw densities, as `readMaps` gives them
 * @param scale of the calibration, by which a raw logit counts
 * @throws RangeError for no map, or maps of unequal size
 */
export function averageMaps(kind: string, grids: readonly Grid[], scale: number): MeanMap {
  const [first] = grids;
  if (first === undefined) throw new RangeError(`There is no film of the kind ${kind}.`);
  const cells = first.values.length;
  const sums = new Float64Array(cells);
  for (const { values } of grids) {
    if (values.length !== cells) throw new RangeError('Maps of unequal size have no mean.');
    // A cell's contribution is its density over its share of the film.
    for (let cell = 0; cell < cells; cell += 1) sums[cell] += (scale * values[cell]) / cells / grids.length;
  }
  const { rows, columns } = first;
  return { kind, images: grids.length, heightCells: rows, widthCells: columns, values: Array.from(sums) };
}
