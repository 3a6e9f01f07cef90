/**
 * The whole way of `npm run fetch-data`: download, check, unpack, tell.
 * Invariants: a set that is there already is left alone; an archive that fails a check is moved aside, so that the next run
 * fetches a new one; every fault ends with how to get the set by hand.
 */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../run/command-error.ts';
import type { Interrupt } from '../run/run-command.ts';
import { checkHash, type HashCheck, placeOfRecord, recordHash } from './archive-hash.ts';
import { download } from './download.ts';
import { isFileError } from './file-error.ts';
import { explainByHand, PUBLISHED_SET } from './published-set.ts';
import { type Unpacked, unpack } from './unpack.ts';

/** Progress of one step; `Bar` of `../run/log.ts` is one. */
interface ProgressBar {
  update(done: number): void;
  stop(): void;
}

/** Where the words go; `Log` of `../run/log.ts` is one. Not imported: its bars come from a package that only training has. */
export interface Voice {
  say(text: string): void;
  startBar(label: string, total: number): ProgressBar;
}

/** One fetch. */
export interface FetchTask {
  /** Where the set goes; absolute. */
  readonly folder: string;
  /** Where the archive lies or goes; absolute. */
  readonly archive: string;
  readonly url: string;
  /** 64 hexadecimal digits, when the user knows them. */
  readonly sha256?: string | undefined;
  readonly voice: Voice;
  readonly interrupt: Interrupt;
  /** See `DownloadTask`. */
  readonly tries?: number;
}

const MEGABYTE_BYTES = 1e6;

/** Faults of the archive itself, after which another one is needed. */
const ARCHIVE_FAULTS = ['wrong-hash', 'archive-damaged', 'archive-strange'];

/**
 * @throws CommandError with the codes of `download`, `checkHash` and `unpack`, or `folder-exists`; the message says how to
 *   get the set by hand
 * @throws InterruptedError when the user asked to stop
 */
export async function fetchSet(task: FetchTask): Promise<void> {
  const { folder, archive, voice } = task;
  if (['NORMAL', 'PNEUMONIA'].every((name) => existsSync(join(folder, 'train', name)))) {
    voice.say(`The set is there already: ${folder}`);
    return;
  }
  if (existsSync(folder)) {
    throw new CommandError(
      'folder-exists',
      `${folder} is there, but without train/NORMAL and train/PNEUMONIA. Name another --out, or move it away.`,
    );
  }
  try {
    if (existsSync(archive)) voice.say(`Archive: ${archive} (there already)`);
    else await downloadArchive(task);
    const check = await checkHash(archive, task.sha256);
    const bar = createLazyBar(voice, 'unpack', 1);
    const unpacked = await unpack({
      archive,
      folder,
      interrupt: task.interrupt,
      onProgress: bar.update,
    }).finally(bar.stop);
    tellCheck(voice, archive, check);
    tellContents(voice, unpacked);
    voice.say(`The set: ${folder}`);
    await recordHash(archive, check.sha256);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const lines = [error.message];
    if (ARCHIVE_FAULTS.includes(error.code)) {
      lines.push(await moveAside(archive));
    }
    throw new CommandError(error.code, [...lines, explainByHand(archive, folder)].join('\n'));
  }
}

/** @returns what was done, for the user; an archive on a disk that can't be written stays where it is */
async function moveAside(archive: string): Promise<string> {
  const aside = `${archive}.rejected`;
  try {
    await rename(archive, aside);
    return `It was moved to ${aside}; run this again to download another one.`;
  } catch (error) {
    if (!isFileError(error)) throw error;
    return `It can't be moved aside (${error.message}); delete it before you run this again.`;
  }
}

async function downloadArchive({ url, archive, interrupt, voice, ...more }: FetchTask): Promise<void> {
  voice.say(`Downloading ${url}`);
  const bar = createLazyBar(voice, 'MB', MEGABYTE_BYTES);
  await download({
    url,
    target: archive,
    interrupt,
    onProgress: (done, total) => bar.update(done, total ?? done),
    ...(more.tries === undefined ? {} : { tries: more.tries }),
  }).finally(bar.stop);
}

function tellCheck(voice: Voice, archive: string, { sha256, against }: HashCheck): void {
  const meaning = {
    stated: 'as stated',
    recorded: `as recorded in ${placeOfRecord(archive)}`,
    nothing: `trusted on first use and recorded in ${placeOfRecord(archive)}: there was none to hold it against`,
  }[against];
  voice.say(`SHA-256 ${sha256}, ${meaning}.`);
  voice.say('Checked besides: the CRC-32 of every image, and the folders train/{NORMAL,PNEUMONIA}.');
}

function tellContents(voice: Voice, { counts, skipped, duplicates }: Unpacked): void {
  for (const [place, images] of Object.entries(counts)) voice.say(`${place}: ${images}`);
  if (skipped > 0) voice.say(`${skipped} entries that are no image of the set were skipped.`);
  if (duplicates > 0) voice.say(`${duplicates} images were in the archive twice, with the same bytes.`);
  const [normal, pneumonia] = (['NORMAL', 'PNEUMONIA'] as const).map((name) => {
    const found = (counts[`train/${name}`] ?? 0) + (counts[`val/${name}`] ?? 0);
    return { found, published: PUBLISHED_SET.counts[name] };
  });
  voice.say(
    normal.found === normal.published && pneumonia.found === pneumonia.published
      ? 'As many images for training as the published set has.'
      : `This is not the published set as it is known: that has ${normal.published} normal and ${pneumonia.published} pneumonia images outside of test/, this one ${normal.found} and ${pneumonia.found}.`,
  );
  if (Object.keys(counts).some((place) => place.startsWith('test/'))) {
    voice.say(
      'test/ came along with the archive. train, release and audit never open it: leave it for the end.',
    );
  }
}

/** A bar that starts with the first progress, since only then the total is known. */
function createLazyBar(voice: Voice, label: string, unit: number) {
  let bar: ProgressBar | null = null;
  return {
    update: (done: number, total: number): void => {
      bar ??= voice.startBar(label, Math.ceil(total / unit));
      bar.update(Math.ceil(done / unit));
    },
    stop: (): void => bar?.stop(),
  };
}
