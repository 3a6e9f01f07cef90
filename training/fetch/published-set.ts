/** The published set: where it is, and how to get it by hand. */

/** Kermany, Zhang, Goldbaum: Mendeley Data, doi 10.17632/rscbjbr9sj.2, version 2, CC BY 4.0. */
export const PUBLISHED_SET = {
  archiveName: 'ChestXRay2017.zip',
  url: 'https://data.mendeley.com/public-files/datasets/rscbjbr9sj/files/f12eaf6d-6023-432f-acc9-80c9d7393433/file_downloaded',
  page: 'https://data.mendeley.com/datasets/rscbjbr9sj/2',
} as const;

/** What to do where the archive can't be fetched by a program. */
export function explainByHand(archive: string, folder: string): string {
  return [
    'To get the set by hand:',
    `  1. Open ${PUBLISHED_SET.page} in a browser and download ${PUBLISHED_SET.archiveName} (about 1.2 GB).`,
    `  2. Put it at ${archive} and run this command again: it checks and unpacks it.`,
    `     Or unpack it yourself so that ${folder}/train/NORMAL and ${folder}/train/PNEUMONIA exist.`,
  ].join('\n');
}
