/** The published set: where it is, what is in it, and how to get it by hand. */

/**
 * Kermany, Zhang, Goldbaum: Labeled Optical Coherence Tomography (OCT) and Chest X-Ray Images for Classification, Mendeley
 * Data, version 2, doi 10.17632/rscbjbr9sj.2, CC BY 4.0. The address is the one that many public projects load it from. No
 * SHA-256 of the archive is pinned: none was found that could be traced to the publisher.
 */
export const PUBLISHED_SET = {
  archiveName: 'ChestXRay2017.zip',
  url: 'https://data.mendeley.com/public-files/datasets/rscbjbr9sj/files/f12eaf6d-6023-432f-acc9-80c9d7393433/file_downloaded',
  page: 'https://data.mendeley.com/datasets/rscbjbr9sj/2',
  /** Images outside of `test/`: 5,232 in all (Cell 2018, 172(5), 1122-1131). A common copy moves 16 of them to `val/`. */
  counts: { NORMAL: 1349, PNEUMONIA: 3883 },
} as const;

/**
 * What to do where the archive can't be fetched by a program.
 *
 * @param archive path where this project looks for it
 * @param folder path where the set is unpacked to
 */
export function explainByHand(archive: string, folder: string): string {
  return [
    'To get the set by hand:',
    `  1. Open ${PUBLISHED_SET.page} in a browser and download ${PUBLISHED_SET.archiveName} (about 1.2 GB).`,
    `  2. Put it at ${archive} and run this command again: it checks and unpacks it.`,
    `     Or unpack it yourself so that ${folder}/train/NORMAL and ${folder}/train/PNEUMONIA exist.`,
  ].join('\n');
}
