/**
 * The log of a screening: one JSON line for each part's held images and for each fit, finished or failed. The report is made
 * from it alone, and a fit that stands in it is not run again. A run appends to its own log; what is committed beside the
 * report is the same lines, gathered, so that a later run adds to the table and does not start it anew.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { PART_NAMES } from './parts.ts';

const EstimateSchema = v.object({ value: v.number(), lower: v.number(), upper: v.number() });

const PartRecordSchema = v.object({
  event: v.literal('part'),
  part: v.picklist(PART_NAMES),
  trainingImages: v.number(),
  holdoutImages: v.number(),
  /** Of the held images, in their order. */
  labels: v.array(v.picklist([0, 1])),
  /** Patient of each held image, in their order. */
  patients: v.array(v.string()),
});

const FitFields = {
  event: v.literal('fit'),
  variant: v.string(),
  tier: v.number(),
  part: v.picklist(PART_NAMES),
  seed: v.number(),
  sizePx: v.number(),
  /** Input side of the screening: that of every variant which names none. */
  screenSizePx: v.number(),
  /** Passes over the development images that its steps amount to. */
  passes: v.number(),
  epochs: v.number(),
  /** Of the whole recipe, the images and the part. */
  fitHash: v.string(),
  change: v.record(v.string(), v.unknown()),
  seconds: v.number(),
};

const FinishedFitSchema = v.object({
  ...FitFields,
  outcome: v.literal('finished'),
  auroc: EstimateSchema,
  balancedAccuracy: EstimateSchema,
  sensitivity: EstimateSchema,
  specificity: EstimateSchema,
  brier: EstimateSchema,
  /** Calibrated logits of the held images, in their order, to four decimals: called pneumonia from 0. */
  logits: v.array(v.number()),
  /** See `measureShortcuts`; fits of before it was measured, and of another form of the input, have none. */
  shortcuts: v.optional(v.object({ hiddenThoraxAuroc: v.number(), flips: v.record(v.string(), v.number()) })),
});

const FailedFitSchema = v.object({ ...FitFields, outcome: v.literal('failed'), reason: v.string() });

/** What is held out in a part. */
export type PartRecord = Readonly<v.InferOutput<typeof PartRecordSchema>>;
/** A fit that was scored. */
export type FinishedFit = Readonly<v.InferOutput<typeof FinishedFitSchema>>;
/** A fit that could not be. */
export type FailedFit = Readonly<v.InferOutput<typeof FailedFitSchema>>;

const RecordSchema = v.variant('event', [
  PartRecordSchema,
  v.variant('outcome', [FinishedFitSchema, FailedFitSchema]),
]);

/** A log as read back. */
export interface ScreeningLog {
  /** By part; the last record of each stands. */
  readonly parts: ReadonlyMap<string, PartRecord>;
  /** In the order logged, one for each `fitHash`. */
  readonly fits: readonly (FinishedFit | FailedFit)[];
}

/**
 * Reads logs, one after the other; lines of other events, and a last line that a kill cut short, are passed over.
 *
 * @param files those that are missing count as empty
 * @throws v.ValiError when a line of these events has another form
 */
export function readScreeningLog(...files: readonly string[]): ScreeningLog {
  return parseScreeningLog(
    files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n'),
  );
}

/** The log as text, one line a record: `parseScreeningLog` reads it back as it was. */
export function formatScreeningLog({ parts, fits }: ScreeningLog): string {
  return [...parts.values(), ...fits].map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** As `readScreeningLog`, from the text. */
export function parseScreeningLog(text: string): ScreeningLog {
  const parts = new Map<string, PartRecord>();
  const fits = new Map<string, FinishedFit | FailedFit>();
  for (const line of text.split('\n')) {
    const value = parseLine(line);
    if (value === null) continue;
    const record = v.parse(RecordSchema, value);
    if (record.event === 'part') parts.set(record.part, record);
    else fits.set(record.fitHash, record);
  }
  return { parts, fits: [...fits.values()] };
}

function parseLine(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const isOurs =
    typeof value === 'object' &&
    value !== null &&
    'event' in value &&
    (value.event === 'part' || value.event === 'fit');
  return isOurs ? value : null;
}
