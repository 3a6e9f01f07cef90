/**
 * Images -> patient groups: the number in the file name, then a union of groups that share a byte-identical file.
 * Invariant: the result does not depend on the order of the images.
 */
import { parsePatientKey, type Subgroup } from './patient-key.ts';

/** What grouping needs to know of an image. */
export interface GroupingItem {
  /** Relative POSIX path. */
  readonly path: string;
  /** SHA-256 of the file's bytes, lower-case hex. */
  readonly sha256: string;
}

/** The group of one image. */
export interface PatientGroup {
  /** Name of the group: the smallest patient key in it, or `file:<path>` for a name that follows no pattern. */
  readonly group: string;
  readonly subgroup: Subgroup;
}

/** Disjoint sets of strings whose root is always their smallest member. */
class DisjointSets {
  readonly #parents = new Map<string, string>();

  find(item: string): string {
    let root = item;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up;
    // Path compression: without it a long chain of merges makes each look-up linear.
    for (let at = item; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  merge(one: string, other: string): void {
    const a = this.find(one);
    const b = this.find(other);
    if (a === b) return;
    if (a < b) this.#parents.set(b, a);
    else this.#parents.set(a, b);
  }
}

/**
 * Groups images by patient number and by identical content.
 *
 * @returns one entry per item, in the order given
 */
export function groupByPatient(items: readonly GroupingItem[]): PatientGroup[] {
  const parsed = items.map((item) => {
    const { key, subgroup } = parsePatientKey(item.path.slice(item.path.lastIndexOf('/') + 1));
    return { key: key ?? `file:${item.path}`, subgroup };
  });
  const sets = new DisjointSets();
  const keyByContent = new Map<string, string>();
  items.forEach((item, index) => {
    const twin = keyByContent.get(item.sha256);
    if (twin === undefined) keyByContent.set(item.sha256, parsed[index].key);
    else sets.merge(twin, parsed[index].key);
  });
  return parsed.map(({ key, subgroup }) => ({ group: sets.find(key), subgroup }));
}
