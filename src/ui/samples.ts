/**
 * The synthetic samples that the site carries (made by training's `samples` command). A sample enters the list as a
 * file like any other; only its mark on screen is special.
 * Invariant: what is marked synthetic came from the shelf; a reader's file never is, whatever its name.
 */
import * as v from 'valibot';

const shelfSchema = v.object({
  samples: v.array(v.object({ file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)), label: v.string() })),
});

/** One film of the shelf. */
export type Sample = v.InferOutput<typeof shelfSchema>['samples'][number];

/** What a shelf needs from the app. */
export interface SampleShelfOptions {
  /** Folder of the samples, ending in a slash. */
  readonly baseUrl: string;
  /** The index that the next file added will get. */
  nextIndex(): number;
  addFiles(files: readonly File[]): void;
}

/** The samples, and which studies are made of them. */
export interface SampleShelf {
  /** Labels and files; empty where this build carries no samples. */
  list(): Promise<readonly Sample[]>;
  /**
   * Adds a sample to the list by the path of any file.
   *
   * @throws Error when the sample can't be fetched
   */
  add(sample: Sample): Promise<void>;
  /** Whether the study with this index is a sample. */
  isSample(index: number): boolean;
}

/** A shelf; its list is fetched once, at once, so that nothing is left to be asked for later. */
export function createSampleShelf(options: SampleShelfOptions): SampleShelf {
  const indices = new Set<number>();
  const listed = fetchList(`${options.baseUrl}samples.json`);
  return {
    list: () => listed,
    async add(sample) {
      const response = await fetchHeld(`${options.baseUrl}${sample.file}`);
      if (!response.ok) throw new Error(`The sample answers ${response.status}.`);
      const file = new File([await response.blob()], sample.file, { type: 'image/png' });
      indices.add(options.nextIndex());
      options.addFiles([file]);
    },
    isSample: (index) => indices.has(index),
  };
}

/** A build without samples answers with 404 or, under a single-page fallback, with HTML: neither is a list. */
async function fetchList(url: string): Promise<readonly Sample[]> {
  try {
    const response = await fetch(url);
    if (!response.ok) return [];
    const parsed = v.safeParse(shelfSchema, await response.json());
    return parsed.success ? parsed.output.samples : [];
  } catch {
    return [];
  }
}

/** The offline copy is read directly: once the page is offline-ready it makes no request at all. */
async function fetchHeld(url: string): Promise<Response> {
  const held = 'caches' in globalThis ? await caches.match(url, { ignoreSearch: true }) : undefined;
  return held ?? fetch(url);
}
