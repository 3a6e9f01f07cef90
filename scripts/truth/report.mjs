/** Tells what `npm run engine-truth` found, as Markdown and JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Most label flips against the reference. */
const GOAL = 0.001;

/** @typedef {import('./compare.ts').Deviation} Deviation */
/**
 * @typedef {object} EngineResult one engine
 * @property {string} name
 * @property {string} label
 * @property {string | null} refused why it did not run; null where it did
 * @property {Deviation | null} toReference against tfjs-node
 * @property {Deviation | null} toPage against the page's own plain JavaScript; null for that itself, or where that did not run
 */
/**
 * @typedef {object} Truth
 * @property {string} date
 * @property {{ cpu: string, browser: string }} machine
 * @property {string} model its SHA-256
 * @property {{ name: string, films: number }} reference
 * @property {{ maxLogit: number, flips: number, images: number }} exportDrift of the weights before folding and quantising, on the raw logit
 * @property {readonly EngineResult[]} engines
 */

/** @param {number} value */
const small = (value) => (value === 0 ? '0' : value.toExponential(1));
/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`;

/**
 * Whether a goal of at most 0.1 % holds: with what a sample of this size can show.
 *
 * @param {Deviation} deviation
 */
export function judgeFlips({ films, unread, flips, flipShare }) {
  if (flipShare === null || unread > 0) return 'not met: films without a number';
  if (flipShare.lower > GOAL) return '**missed**';
  if (flipShare.upper <= GOAL) return 'met';
  const met = flips / films <= GOAL ? 'met on these films' : 'not met on these films';
  return `${met}; too few to show it of others`;
}

/**
 * @param {Deviation} deviation
 * @returns {string[]} cells
 */
function cellsOf(deviation) {
  const { films, flips, flipShare, findingFlips, statusFlips, maxLogit, maxProbability } = deviation;
  return [
    String(films),
    flipShare === null
      ? 'none read'
      : `${flips} (${percent(flipShare.lower)} to ${percent(flipShare.upper)})`,
    String(findingFlips),
    statusFlips === null ? '' : String(statusFlips),
    small(maxProbability),
    small(maxLogit),
    judgeFlips(deviation),
  ];
}

/**
 * @param {readonly EngineResult[]} engines
 * @param {'toReference' | 'toPage'} side
 */
function table(engines, side) {
  const head = [
    'engine',
    'films',
    'label flips (95 %)',
    'flips of finding',
    'flips of status',
    'largest Δp',
    'largest Δlogit',
    'goal',
  ];
  const rows = engines.flatMap(({ label, refused, ...each }) => {
    const deviation = each[side];
    if (refused !== null) return [[label, `not run: ${refused}`, '', '', '', '', '', '']];
    return deviation === null ? [] : [[label, ...cellsOf(deviation)]];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {Truth} truth */
function findNearest({ engines }) {
  const seen = engines.flatMap(({ toReference }) => (toReference === null ? [] : [toReference]));
  const nearest = Math.min(...seen.map(({ nearestBound }) => nearestBound));
  const largest = Math.max(...seen.map(({ maxLogit }) => maxLogit));
  const distances = `Of these films the nearest to a bound (threshold or zone) is ${small(nearest)} of a logit away from it; the largest difference of any engine is ${small(largest)}.`;
  // Not of every reference: only of the locked tenth are the bounds quantiles.
  if (nearest >= largest) return distances;
  return `${distances} The bounds of zone and domain check are quantiles of the locked tenth, each the very score of one of its films: that film lies on its bound, and any
rounding decides on which side.`;
}

/**
 * @param {Truth} truth
 * @returns {string}
 */
export function formatTruth(truth) {
  const { date, machine, model, reference, exportDrift, engines } = truth;
  return `# Engines against the reference

Written by \`npm run engine-truth\` on ${date.slice(0, 10)}: ${machine.browser}, ${machine.cpu}; model \`${model.slice(0, 12)}\`. No film and no film's name is in it.

Goal: at most 0.1 % of the labels differ from float32 on any engine. A label is the call at a threshold of one half; a finding has the indeterminate zone
as well; a status is the page's (predicted, withheld, rejected, failed). Logits are calibrated. Intervals are Wilson's, at 95 %.

## Against tfjs-node, float32

Reference: ${reference.name}, ${reference.films} films, with the exported weights. The page decodes, checks and resizes each film itself, so that the differences are of the whole way, not of
the engine alone.

${table(engines, 'toReference')}

${findNearest(truth)}

## Against the page's own plain JavaScript

The same decoder in both, so that what differs is the engine.

${table(engines, 'toPage')}

## The weights before quantising

They can't be scored any more: the runs that they were in are lost. When they were exported, folding the batch norms and rounding to uint16 moved the raw logit of ${exportDrift.images}
films of the locked tenth by at most ${small(exportDrift.maxLogit)}, and flipped ${exportDrift.flips} labels (model card, \`exportDrift\`).

Not measured: graphics hardware. WebGL and WebGPU are SwiftShader's here: another driver may round otherwise, and is held to the self-test's tolerance at each start.
`;
}

/**
 * @param {string} folder
 * @param {Truth} truth
 */
export async function writeTruth(folder, truth) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'engines.json'), `${JSON.stringify(truth, null, 1)}\n`);
  await writeFile(join(folder, 'engines.md'), formatTruth(truth));
}
