/**
 * In the place of tfjs-core's handlers that keep networks in IndexedDB and localStorage, which it announces as it starts: the page has
 * its network from its build alone and leaves none behind. Names are that package's own; what is announced has no methods,
 * and is never asked.
 */

/** Of `io/indexed_db.js`. */
export const BrowserIndexedDB = { URL_SCHEME: 'indexeddb://' };
/** Of `io/local_storage.js`. */
export const BrowserLocalStorage = { URL_SCHEME: 'localstorage://' };
/** Of `io/indexed_db.js`. */
export const BrowserIndexedDBManager = Object;
/** Of `io/local_storage.js`. */
export const BrowserLocalStorageManager = Object;
