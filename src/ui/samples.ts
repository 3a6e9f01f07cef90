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
  /** Read the list, and later a film. */
  readonly readFile: (url: string) => Promise<Response>;
  readonly readHeldFile: (url: string) => Promise<Response>;
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
   * @throws Error when the sample can't be had
   */
  add(sample: Sample): Promise<void>;
  /** Whether the study with this index is a sample. */
  isSample(index: number): boolean;
}

/** A shelf; its list is read once, at once, so that nothing is left to be asked for later. */
export function createSampleShelf(options: SampleShelfOptions): SampleShelf {
  const indices = new Set<number>();
  const listed = readList(() => options.readFile(`${options.baseUrl}samples.json`));
  return {
    list: () => listed,
    async add(sample) {
      const response = await options.readHeldFile(`${options.baseUrl}${sample.file}`);
      if (!response.ok) throw new Error(`The sample answers ${response.status}.`);
      const file = new File([await response.blob()], sample.file, { type: 'image/png' });
      indices.add(options.nextIndex());
      options.addFiles([file]);
    },
    isSample: (index) => indices.has(index),
  };
}

/** A build without samples answers with 404 or, under a single-page fallback, with HTML: neither is a list. */
async function readList(read: () => Promise<Response>): Promise<readonly Sample[]> {
  try {
    const response = await read();
    if (!response.ok) return [];
    const parsed = v.safeParse(shelfSchema, await response.json());
    return parsed.success ? parsed.output.samples : [];
  } catch {
    return [];
  }
}
