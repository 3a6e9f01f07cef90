/** Purpose: median and spread of a handful of measurements. */

/** Five numbers about a series. */
export interface Summary {
  readonly median: number;
  /** Quartiles: a quarter of the values is below the first, a quarter above the third. */
  readonly quartiles: readonly [number, number];
  readonly range: readonly [number, number];
}

/** Value at a share of the sorted series, between neighbours in proportion (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(place));
  return below + (above - below) * (place % 1);
}

/** Summarises a series of at least one number; the series is left as it is. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    range: [quantile(sorted, 0), quantile(sorted, 1)],
  };
}
