/**
 * The model card: what the model is, what it was measured to do, and every number that turns its raw output into an
 * assessment. Made by `training/` at export, read by the page at load.
 * Invariant: a card is bound to its model by hash; the page refuses a card that doesn't fit (see `runtime/`).
 */
import * as v from 'valibot';
import { findFaultInCounts, scoreCounts } from './score-bins.ts';
import { CLASSES, INPUT_SIZE_PX, OUTPUT_NAMES } from './spec.ts';

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A figure with its 95 % interval. */
const estimate = v.object({ value: v.number(), lower: v.number(), upper: v.number() });

/** One file beside the card. */
const cardFile = v.object({ path: v.string(), bytes: count, sha256 });

/** What was measured on one set of images, at the threshold stated. */
const metricReport = v.object({
  /** What the images are and how they were (not) used. */
  description: v.string(),
  images: count,
  patients: count,
  normal: count,
  pneumonia: count,
  threshold: probability,
  confusion: v.object({
    truePositive: count,
    falsePositive: count,
    trueNegative: count,
    falseNegative: count,
  }),
  accuracy: estimate,
  balancedAccuracy: estimate,
  sensitivity: estimate,
  specificity: estimate,
  auroc: estimate,
  auprc: estimate,
  brier: estimate,
  ece: estimate,
});

/** One point of the operating curve: calling pneumonia at probability >= threshold. */
const operatingPoint = v.object({
  threshold: probability,
  sensitivity: probability,
  specificity: probability,
});

/** One bin of the reliability diagram. */
const reliabilityBin = v.object({
  /** Mean probability of pneumonia, each class weighing one half. */
  meanProbability: probability,
  normal: count,
  pneumonia: count,
  /** Of pneumonia, for a prior of one half, with its 95 % interval. */
  share: v.object({ value: probability, lower: probability, upper: probability }),
});

const schema = v.object({
  schemaVersion: v.literal(3),
  name: v.string(),
  version: v.string(),
  intendedUse: v.string(),
  limits: v.array(v.string()),
  licence: v.string(),
  citation: v.string(),
  model: v.object({
    /** SHA-256 over model.json followed by the weight shards in manifest order; its first 12 digits name the model. */
    sha256,
    /** model.json first, then the shards in manifest order. */
    files: v.pipe(v.array(cardFile), v.minLength(2)),
    inputSizePx: v.literal(INPUT_SIZE_PX),
    classes: v.tuple([v.literal(CLASSES[0]), v.literal(CLASSES[1])]),
    outputs: v.object({
      logit: v.literal(OUTPUT_NAMES.logit),
      featureMap: v.literal(OUTPUT_NAMES.featureMap),
      embedding: v.literal(OUTPUT_NAMES.embedding),
    }),
    parameters: count,
    weightFormat: v.picklist(['float32', 'float16', 'uint16', 'uint8']),
  }),
  /** logit = scale * rawLogit + offset, fitted on the locked tenth, each class weighted to one half. */
  calibration: v.object({
    scale: v.pipe(v.number(), v.gtValue(0)),
    offset: v.number(),
    prior: v.literal(0.5),
    images: count,
  }),
  /** Between the two cut-offs (inclusive) the model declines to call the image. */
  zones: v.object({ lower: probability, upper: probability, coverage: probability, images: count }),
  /** The domain check: distances to the training data, cut on the locked tenth (see `familiarity.ts`). */
  familiarity: v.object({
    file: cardFile,
    embeddingSize: count,
    /** Principal components that each of the profile's residuals leaves out. */
    components: count,
    /** Shares of spread and asymmetry in the profile's residual. */
    residualWeights: v.tuple([probability, probability]),
    /** Residual of the profile beyond which a result is withheld. */
    withheldResidual: v.pipe(v.number(), v.gtValue(0)),
    /** Share of the locked tenth that lies within that cut-off. */
    quantile: probability,
    /** Mahalanobis distance of the embedding beyond which a film is rejected. */
    rejectedDistance: v.pipe(v.number(), v.gtValue(0)),
    /** How many standard deviations of the locked tenth's log distance that is above its median. */
    rejectedDeviations: v.pipe(v.number(), v.gtValue(0)),
    images: count,
  }),
  selfTest: v.object({
    file: cardFile,
    toleranceFloat32: v.pipe(v.number(), v.gtValue(0)),
    toleranceFloat16: v.pipe(v.number(), v.gtValue(0)),
  }),
  data: v.object({
    name: v.string(),
    citation: v.string(),
    licence: v.string(),
    /** SHA-256 over the sorted list of "sha256 path" of the images used. */
    sha256,
    images: count,
    patients: count,
    splitSeed: v.number(),
  }),
  performance: v.object({ outOfFold: metricReport, lockedTenth: metricReport }),
  /** "Of 100 radiographs scored like this, N were labelled pneumonia", on the locked tenth. */
  scoreCounts,
  /** On the locked tenth, by rising threshold. */
  operatingCurve: v.pipe(v.array(operatingPoint), v.minLength(2)),
  /** On the locked tenth: bins of equal weight, by rising probability. */
  reliability: v.pipe(v.array(reliabilityBin), v.minLength(1)),
  /** What folding and quantising did to the raw logit, on images the shipped weights never saw. */
  exportDrift: v.object({ images: count, maxAbsoluteLogit: v.number(), labelFlips: count }),
});

/** A valid model card. */
export type ModelCard = v.InferOutput<typeof schema>;
/** A figure with its 95 % interval. */
export type Estimate = v.InferOutput<typeof estimate>;
/** Metrics of one set of images. */
export type MetricReport = v.InferOutput<typeof metricReport>;
/** Path, size and hash of one file beside the card. */
export type CardFile = v.InferOutput<typeof cardFile>;
/** One point of the operating curve. */
export type OperatingPoint = v.InferOutput<typeof operatingPoint>;
/** One bin of the reliability diagram. */
export type ReliabilityBin = v.InferOutput<typeof reliabilityBin>;

/** A model card that is malformed or contradicts itself. */
export class ModelCardError extends Error {
  override readonly name = 'ModelCardError';
}

/**
 * Checks and narrows a parsed model card.
 *
 * @param json the result of `JSON.parse`
 * @throws ModelCardError naming the first field that doesn't fit
 */
export function parseModelCard(json: unknown): ModelCard {
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const issue = result.issues[0];
    throw new ModelCardError(`The model card's ${v.getDotPath(issue) ?? 'root'} is wrong: ${issue.message}`);
  }
  const card = result.output;
  if (card.zones.lower > card.zones.upper) {
    throw new ModelCardError('The model card has a lower zone cut-off above its upper one.');
  }
  const fault = findFaultInCounts(card.scoreCounts, card.performance.lockedTenth);
  if (fault !== null) throw new ModelCardError(`The model card contradicts itself: ${fault}.`);
  return card;
}

/** The short name of a model: the first 12 hex digits of its SHA-256. */
export function shortModelHash(card: ModelCard): string {
  return card.model.sha256.slice(0, 12);
}
