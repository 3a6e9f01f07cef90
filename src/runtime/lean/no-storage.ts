/**
 * In the place of tfjs-core's handlers that keep networks in IndexedDB and localStorage, and that fetch them or take them from the reader's files,
 * which it announces as it starts: the page has its network from its build alone, fetches it itself (`model-loader.ts`), and leaves none behind. Names
 * are that package's own; what is announced has no methods, and is never asked.
 */

/** Of `io/indexed_db.js`. */
export const BrowserIndexedDB = { URL_SCHEME: 'indexeddb://' };
/** Of `io/local_storage.js`. */
export const BrowserLocalStorage = { URL_SCHEME: 'localstorage://' };
/** Of `io/indexed_db.js`. */
export const BrowserIndexedDBManager = Object;
/** Of `io/local_storage.js`. */
export const BrowserLocalStorageManager = Object;

function refuse(): never {
  throw new Error('This build reads and writes no networks by itself.');
}

// Of `io/http.js`, `io/browser_files.js` and `io/weights_loader.js`.
export {
  refuse as browserDownloads,
  refuse as browserFiles,
  refuse as browserHTTPRequest,
  refuse as http,
  refuse as loadWeights,
  refuse as weightsLoaderFactory,
};
/** Of `io/http.js`. */
export const isHTTPScheme = (): boolean => false;
