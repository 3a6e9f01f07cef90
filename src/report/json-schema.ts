/**
 * The shape of `lungfield-results.json`, as docs/exports.md tells it. A change that a reader of the file could stumble
 * over gets a new `schemaVersion`; a new field alone does not.
 */
import * as v from 'valibot';

const finite = v.pipe(v.number(), v.finite());
const probability = v.pipe(finite, v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const heatmap = v.object({
  columns: count,
  rows: count,
  /** By which share of the film a cell looks right of and below its place. */
  offset: finite,
  /** Row by row, from the upper left: logit for pneumonia per film area; their mean plus `constant` is the logit. */
  values: v.array(finite),
  constant: finite,
});

const study = v.object({
  /** The order in which it was added, from 0. */
  index: count,
  /** The path within what was given; null unless names were asked for. */
  file: v.nullable(v.string()),
  status: v.picklist(['queued', 'running', 'predicted', 'withheld', 'rejected', 'failed']),
  /** Codes, the first reason first; empty for what is neither rejected nor failed nor withheld. */
  reasons: v.array(v.string()),
  /** What was done to the film before it was read. */
  correction: v.nullable(
    v.object({
      /** Clockwise. */
      quarterTurns: v.picklist([0, 1, 2, 3]),
      isInverted: v.boolean(),
    }),
  ),
  /** null where nothing was predicted. */
  run: v.nullable(
    v.object({
      engine: v.string(),
      durationMs: finite,
      warnings: v.array(v.string()),
      film: v.object({ widthPx: count, heightPx: count, bitDepth: count, format: v.string() }),
    }),
  ),
  /** null where nothing was predicted, and for a withheld result that was not asked for. */
  scores: v.nullable(
    v.object({
      finding: v.nullable(v.picklist(['normal', 'indeterminate', 'pneumonia'])),
      probabilityPneumonia: probability,
      probabilityNormal: probability,
      logit: finite,
      familiarity: finite,
      heatmap,
    }),
  ),
});

/** The whole file. */
export const resultsSchema = v.object({
  schema: v.literal('lungfield-results'),
  schemaVersion: v.literal(1),
  notice: v.string(),
  /** ISO 8601, UTC. */
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  app: v.object({ name: v.literal('Lungfield'), version: v.string() }),
  /** null while no model was verified. */
  model: v.nullable(
    v.object({
      name: v.string(),
      version: v.string(),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      shortHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
    }),
  ),
  threshold: probability,
  zone: v.nullable(v.object({ lower: probability, upper: probability })),
  studies: v.array(study),
});

/** A file of results, parsed. */
export type Results = v.InferOutput<typeof resultsSchema>;
