/**
 * The formats are a chunk of their own, loaded at the first export or when the page gets ready for being offline.
 */

/** Loads what makes the files. */
export function loadExports(): Promise<typeof import('./make-exports.ts')> {
  return import('./make-exports.ts');
}

/** Fetches all of it, so that no export asks for anything later. */
export async function preloadExports(): Promise<void> {
  const { preloadFormats } = await loadExports();
  await preloadFormats();
}
