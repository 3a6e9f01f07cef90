/**
 * What a page leaves behind, as text to be searched: everything that it stored, its address and title, what it said on any
 * console, and what stands in its document.
 */
import type { BrowserContext, Page } from '@playwright/test';

/** Everything that the page's origin has stored, bytes as Latin-1, by where. */
export function readStorage(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const latin1 = new TextDecoder('latin1');
    const textOf = async (value: unknown): Promise<string> => {
      if (value instanceof Blob) return latin1.decode(await value.arrayBuffer());
      if (value instanceof ArrayBuffer) return latin1.decode(value);
      if (ArrayBuffer.isView(value)) return latin1.decode(value);
      return JSON.stringify(value) ?? '';
    };
    // Inside, as all of this is sent to the page.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const wait = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
      });
    const found: Record<string, string> = {
      localStorage: JSON.stringify(localStorage),
      sessionStorage: JSON.stringify(sessionStorage),
      cookies: document.cookie,
      windowName: window.name,
      history: JSON.stringify(history.state),
    };
    for (const cacheName of await caches.keys()) {
      const cache = await caches.open(cacheName);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        const body = response ? await textOf(await response.arrayBuffer()) : '';
        found[`cache ${request.url}`] = `${request.url} ${JSON.stringify([...request.headers])} ${body}`;
      }
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name));
      for (const storeName of database.objectStoreNames) {
        const values = await wait(database.transaction(storeName).objectStore(storeName).getAll());
        found[`indexedDB ${name} ${storeName}`] = (await Promise.all(values.map(textOf))).join(' ');
      }
      database.close();
    }
    const folder = await navigator.storage.getDirectory();
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
      found[`private file ${name}`] = name;
    }
    return found;
  });
}

/** Texts and attributes of the document that match, each whole. */
export function findInDocument(
  page: Page,
  pattern: RegExp,
): Promise<{ readonly texts: readonly string[]; readonly attributes: readonly string[] }> {
  return page.evaluate(
    ({ source }) => {
      const expression = new RegExp(source);
      const walker = document.createTreeWalker(
        document.documentElement,
        NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      );
      const [texts, attributes]: [string[], string[]] = [[], []];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element) attributes.push(...Array.from(node.attributes, ({ value }) => value));
        else texts.push(node.textContent ?? '');
      }
      return {
        texts: texts.filter((text) => expression.test(text)),
        attributes: attributes.filter((text) => expression.test(text)),
      };
    },
    { source: pattern.source },
  );
}

/** Collects every word that page and workers say on a console, and every error that nobody caught. */
export function collectSaid(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on('console', (message) => said.push(`${message.type()} ${message.text()}`));
  context.on('weberror', (webError) => said.push(String(webError.error().stack)));
  return said;
}
