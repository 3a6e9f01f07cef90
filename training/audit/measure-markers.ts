/** What changes of the markers did to the films that were marked by hand. Pure. */
import type { MarkerChange } from './marker-changes.ts';
import { type ChangeRow, measureChanges, type Reader, type ScoredChange } from './measure-changes.ts';

/** One marked film as a model that never saw its patient read it. */
export interface ReadFilm {
  readonly path: string;
  readonly label: number;
  readonly group: string;
  readonly reader: Reader;
  /** Raw logit of the untouched film. */
  readonly untouched: number;
  /** Raw logit under each change, in the changes' order. */
  readonly changed: readonly number[];
}

/** What one change of the markers did, to the films that it does something to. */
export interface MarkerRow extends ChangeRow {
  /** Largest share of calls that may change; null where none was set. */
  readonly flipGoal: number | null;
}

/**
 * Measures the untouched films, and each change on the films that it does something to.
 *
 * @returns one row each, worst AUROC first; `images` differs from row to row
 * @throws RangeError as the metrics do
 */
export function measureMarkers(
  films: readonly ReadFilm[],
  changes: readonly MarkerChange[],
  resamples?: number,
): MarkerRow[] {
  const rows = changes.map(({ name, flipGoal, affects }, at): MarkerRow => {
    const affected = films.filter((film) => affects(film.path));
    const changed = { name, rawLogits: affected.map((film) => film.changed[at]) };
    const [row] = compare(affected, [changed], resamples).filter((compared) => compared.name === name);
    return { ...row, flipGoal };
  });
  const [untouched] = compare(films, [], resamples);
  return [{ ...untouched, flipGoal: null }, ...rows].sort((a, b) => a.auroc.value - b.auroc.value);
}

/** The untouched films and some changes of them. */
function compare(
  films: readonly ReadFilm[],
  changes: readonly ScoredChange[],
  resamples: number | undefined,
): ChangeRow[] {
  const set = {
    labels: films.map((film) => film.label),
    groups: films.map((film) => film.group),
    readers: films.map((film) => film.reader),
  };
  const untouched = { name: 'untouched', rawLogits: films.map((film) => film.untouched) };
  return measureChanges(set, [untouched, ...changes], resamples);
}
