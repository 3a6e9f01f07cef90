/**
 * Files are read by the page, not by the worker: WebKit lets no worker of a page on `file://` read a file of the reader's (seen in
 * WebKitGTK 2.50).
 */
import { MAX_FILE_BYTES } from '../../image/limits.ts';
import type { DecodeRequest } from '../../image/messages.ts';
import type { WorkerLike } from '../../image/pool.ts';

/** Changes a worker, so that it gets bytes in place of files. Larger files than are decoded stay files: the worker refuses them. */
export function readOnPage<T extends Pick<WorkerLike, 'postMessage'>>(worker: T): T {
  const post = worker.postMessage.bind(worker);
  const postMessage = (message: DecodeRequest, transfer: Transferable[]): void => {
    const { file } = message;
    if (!(file instanceof Blob) || file.size > MAX_FILE_BYTES) {
      post(message, transfer);
      return;
    }
    void file
      .arrayBuffer()
      .then((buffer) => post({ ...message, file: new Uint8Array(buffer) }, [...transfer, buffer]))
      // Moved or forbidden: the worker can't read it either, and gives the reason its code.
      .catch(() => post(message, transfer));
  };
  return Object.assign(worker, { postMessage });
}
