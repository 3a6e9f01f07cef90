/**
 * Files of the build, from the server that sent the page. For page and worker.
 */

/** Reads a file of the build. @throws TypeError when the server can't be reached */
export function readFile(url: string): Promise<Response> {
  return fetch(url);
}

/** Where a library that fetches by itself finds a file of the build. */
export function locateFile(url: string): Promise<string> {
  return Promise.resolve(url);
}
