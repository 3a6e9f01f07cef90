/** What is made once for all subjects of the bench. */

/**
 * Makes a value at the first call and gives it at every later one. A call that failed is not kept: the next one tries again, so
 * that a subject does not fail for what befell another.
 *
 * @param make called at most once at a time
 */
export function keep<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    if (kept !== null) return kept;
    const made = make();
    kept = made;
    made.catch(() => {
      kept = null;
    });
    return made;
  };
}
