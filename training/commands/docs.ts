/**
 * `npm run docs`: the model card as Markdown (`docs/model-card.md`) and the figures of `docs/model-report.md`, from the model
 * card's JSON and the reports. Text outside of the report's marked blocks is written by hand and left alone.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { insertBlocks } from '../report/markdown.ts';
import { renderModelCard } from '../report/model-card-markdown.ts';
import { renderBlocks } from '../report/model-report-blocks.ts';
import { readReports } from '../report/read-reports.ts';
import { parseArguments } from '../run/arguments.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { runCommand } from '../run/run-command.ts';
import { MODEL_FOLDER, REPORT_FOLDER } from '../run/run-options.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

await runCommand(async () => {
  parseArguments('docs', {}, process.argv.slice(2));
  const reports = readReports(MODEL_FOLDER, REPORT_FOLDER);
  await writeFileAtomic(`${DOCS}model-card.md`, renderModelCard(reports.card));
  const report = `${DOCS}model-report.md`;
  await writeFileAtomic(report, insertBlocks(await readFile(report, 'utf8'), renderBlocks(reports)));
  process.stdout.write('Written: docs/model-card.md, docs/model-report.md\n');
});
