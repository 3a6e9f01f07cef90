/**
 * The build as one file, `lungfield.html`: opened from a disk or a stick, without a server.
 */
// oxlint-disable-next-line import/default -- Vite gives the path of the built worker
import decodeWorkerPath from '../../image/decode.worker.ts?worker&url';
import type { Delivery } from '../delivery.ts';
import { readFile } from './files.ts';
import { getPack } from './packed.ts';
import { readOnPage } from './read-on-page.ts';

/** The build that this page is. */
export const DELIVERY: Delivery = {
  baseUrl: '',
  readFile,
  readHeldFile: readFile,
  isAtHand: () => true,
  fetchAhead: () => undefined,
  createDecodeWorker: () => readOnPage(new Worker(getPack().workers[decodeWorkerPath])),
  // Nothing is left to be fetched, so nothing has to be held; and a newer file is another file.
  startOffline: () => {
    const status = { state: 'single-file', hasUpdate: false, rollback: null } as const;
    return {
      getStatus: () => status,
      subscribe: () => () => undefined,
      applyUpdate: () => Promise.reject(new Error('A single file is not updated in place.')),
    };
  },
};
