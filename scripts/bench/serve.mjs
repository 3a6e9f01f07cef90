/** Serves a folder as `npm start` does, and counts what goes over the wire. */
import { createSiteHandler, listen } from '../lib/server.mjs';

/**
 * @param {string} folder
 * @param {{ isStrict: boolean }} options not strict: without the page's policy, which the engines to compare would break
 * @returns {Promise<{ url: string, readBytes: () => number, close: () => Promise<void> }>} `readBytes`: all so far, heads included
 */
export async function serveCounted(folder, { isStrict }) {
  const handler = createSiteHandler(folder);
  let bytes = 0;
  const server = await listen(
    (request, response) => {
      const before = request.socket.bytesWritten;
      response.once('finish', () => {
        bytes += request.socket.bytesWritten - before;
      });
      if (!isStrict) {
        const setHeader = response.setHeader.bind(response);
        response.setHeader = (name, value) =>
          name === 'Content-Security-Policy' ? response : setHeader(name, value);
      }
      handler(request, response);
    },
    { port: 0, isExplicit: true },
  );
  return { url: server.url, close: server.close, readBytes: () => bytes };
}
