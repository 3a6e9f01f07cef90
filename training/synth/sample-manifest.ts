/**
 * `samples.json`: what the page offers as samples, how each was made, and what the shipped model says of it.
 * Written by `npm run samples`, read by the page (file and label alone) and held by a test to the shipped model.
 */
import * as v from 'valibot';

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.gtValue(0));

const sample = v.object({
  /** Name beside samples.json. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+\.png$/)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** What the page writes on the button. */
  label: v.pipe(v.string(), v.minLength(1)),
  /** One sentence: where its pixels come from. */
  howMade: v.pipe(v.string(), v.minLength(1)),
  method: v.picklist(['phantom', 'aggregate']),
  seed: count,
  widthPx: count,
  heightPx: count,
  expected: v.object({
    status: v.picklist(['predicted', 'withheld', 'rejected']),
    /** Null when withheld or rejected. */
    finding: v.nullable(v.picklist(['normal', 'pneumonia'])),
    /** As the reference engine computed them; other engines differ by rounding. Null when rejected. */
    probabilityPneumonia: v.nullable(probability),
    familiarity: positive,
  }),
  /** For a draw from aggregate statistics: how far it is from the images behind them; root mean square grey, 0 to 1. */
  aggregate: v.optional(
    v.object({
      images: count,
      components: count,
      explainedShare: probability,
      nearestImageDistance: positive,
      /** Median distance of a patient's film to the nearest other patient's. */
      typicalNearestDistance: positive,
      /** Nearest over second nearest: near 1 for a mixture, near 0 for a copy. */
      nearestRatio: positive,
    }),
  ),
});

const schema = v.object({
  schemaVersion: v.literal(1),
  /** First 12 hex digits of the hash of the model that the expectations are of. */
  model: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
  samples: v.pipe(v.array(sample), v.minLength(1)),
});

/** A valid `samples.json`. */
export type SampleManifest = v.InferOutput<typeof schema>;
/** One sample's entry. */
export type SampleEntry = SampleManifest['samples'][number];

/**
 * Checks and narrows a parsed `samples.json`.
 *
 * @throws v.ValiError when it is malformed
 */
export function parseSampleManifest(json: unknown): SampleManifest {
  return v.parse(schema, json);
}
