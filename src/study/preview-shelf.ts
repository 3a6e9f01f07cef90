/**
 * Owns the previews' blob URLs. Keeps the most recently used ones alone, so that a list of thousands holds a bounded
 * amount of pictures; one that was dropped is decoded anew when it is looked at.
 */
import type { Preview } from './study.ts';

/** Most previews held: at about 100 kB each, 50 MB. */
export const MAX_PREVIEWS = 500;

/** What the shelf needs from the page. */
export interface PreviewShelfOptions {
  readonly maxPreviews: number;
  readonly createUrl: (blob: Blob) => string;
  readonly revokeUrl: (url: string) => void;
  /** Called when a study's preview was dropped. */
  readonly onDropped: (id: number) => void;
}

/** The shelf. */
export interface PreviewShelf {
  /** Takes a study's picture, in place of the one before. */
  put(
    id: number,
    image: { readonly blob: Blob; readonly widthPx: number; readonly heightPx: number },
  ): Preview;
  /** Marks a study's preview as just used. */
  touch(id: number): void;
  /** Revokes every URL. */
  clear(): void;
}

/** An empty shelf. */
export function createPreviewShelf(options: PreviewShelfOptions): PreviewShelf {
  /** In order of last use: a Map keeps the order of insertion. */
  const urls = new Map<number, string>();
  const remove = (id: number): void => {
    const url = urls.get(id);
    if (url === undefined) return;
    urls.delete(id);
    options.revokeUrl(url);
  };
  return {
    put(id, image) {
      remove(id);
      const url = options.createUrl(image.blob);
      urls.set(id, url);
      for (const oldest of urls.keys()) {
        if (urls.size <= options.maxPreviews) break;
        remove(oldest);
        options.onDropped(oldest);
      }
      return { url, widthPx: image.widthPx, heightPx: image.heightPx };
    },
    touch(id) {
      const url = urls.get(id);
      if (url === undefined) return;
      urls.delete(id);
      urls.set(id, url);
    },
    clear() {
      for (const url of urls.values()) options.revokeUrl(url);
      urls.clear();
    },
  };
}
