/**
 * The films' pictures for the screen: which studies get one as they are read, and how the others get theirs when they are
 * looked at. Owns their URLs.
 * Invariants: a picture belongs to one run of one study; none of a run is made twice at once; a failure leaves the result as it stands.
 */
import type { PreviewImage } from '../image/preview.ts';
import { createPreviewShelf, MAX_PREVIEWS } from './preview-shelf.ts';
import type { Store } from './store.ts';
import { wasDecoded } from './study.ts';

/**
 * Films that get their preview as they are read: more than a screen shows. Later ones get it when they come into view, since
 * encoding it takes longer than all else that is done with a small film.
 */
export const EARLY_PREVIEWS = 24;

/** What the previews are made of; the functions stand in for the browser's in tests. */
export interface PreviewsOptions {
  readonly store: Pick<Store, 'getState' | 'dispatch'>;
  /** Decodes a study's file once more for its picture. */
  readonly read: (id: number) => Promise<PreviewImage>;
  readonly maxPreviews?: number;
  readonly createUrl?: (blob: Blob) => string;
  readonly revokeUrl?: (url: string) => void;
}

/** The previews of a list. */
export interface Previews {
  /** Whether a study's picture is made by the worker that reads it. */
  isMadeEarly(id: number): boolean;
  /**
   * Takes the picture that came with a study's film, in place of the one before.
   *
   * @param run of the study that the picture belongs to: of a later one's it is not
   * @param image null where none could be made
   */
  take(id: number, run: number, image: PreviewImage | null): void;
  /** Has a decoded study's picture made where it has none and none is being made; else marks it as just used. */
  request(id: number): void;
  /** Revokes every URL; what comes afterwards is dropped. */
  stop(): void;
}

/** No pictures yet. */
export function createPreviews({ store, read, ...options }: PreviewsOptions): Previews {
  /** Which run of a study a picture is being made of. */
  const making = new Map<number, number>();
  let isStopped = false;

  const show = (id: number, image: PreviewImage | null): void => {
    const { run } = store.getState().studies[id];
    const preview = image === null ? null : shelf.put(id, image);
    store.dispatch({ type: 'previewed', id, run, preview });
  };

  const shelf = createPreviewShelf({
    maxPreviews: options.maxPreviews ?? MAX_PREVIEWS,
    createUrl: options.createUrl ?? ((blob) => URL.createObjectURL(blob)),
    revokeUrl: options.revokeUrl ?? ((url) => URL.revokeObjectURL(url)),
    onDropped: (id) => show(id, null),
  });

  const put = (id: number, image: PreviewImage): void => {
    // A picture that comes after the shelf was cleared would never be revoked.
    if (isStopped) return;
    const { selectedId } = store.getState();
    // The film on screen must not go for those that are read after it.
    if (selectedId !== null) shelf.touch(selectedId);
    show(id, image);
  };

  const take: Previews['take'] = (id, run, image) => {
    if (store.getState().studies[id].run !== run) return;
    if (image !== null) put(id, image);
    // The result stands without its picture; the next look tries again.
    else store.dispatch({ type: 'pictureless', id, run });
  };

  const make = async (id: number, run: number): Promise<void> => {
    making.set(id, run);
    const image = await read(id).catch(() => null);
    if (making.get(id) === run) making.delete(id);
    take(id, run, image);
  };

  const request = (id: number): void => {
    const study = store.getState().studies[id];
    if (study === undefined || isStopped) return;
    if (study.preview !== null) shelf.touch(id);
    else if (wasDecoded(study) && making.get(id) !== study.run) void make(id, study.run);
  };

  return {
    isMadeEarly: (id) => id < EARLY_PREVIEWS || id === store.getState().selectedId,
    take,
    request,
    stop() {
      isStopped = true;
      shelf.clear();
    },
  };
}
