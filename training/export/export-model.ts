/**
 * From a trained classifier to the files of `public/model`: fold, quantise, calibrate on the locked tenth, fit the
 * familiarity model, make the self-test and the model card. Everything the page does is measured on the exported
 * weights, never on the trained ones.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { sigmoid } from '../../src/model/assess.ts';
import { reliabilityBins } from '../../src/model/metrics/calibration-error.ts';
import { conformalZones } from '../../src/model/metrics/conformal.ts';
import { computeMetrics } from '../../src/model/metrics/metric-report.ts';
import { fitPlatt } from '../../src/model/metrics/platt.ts';
import { operatingCurve } from '../../src/model/metrics/ranking.ts';
import {
  countByScore,
  MINIMUM_BIN_IMAGES,
  shareAtEqualPriors,
} from '../../src/model/metrics/score-counts.ts';
import { checkScoredSet } from '../../src/model/metrics/scored-set.ts';
import type { MetricReport, ModelCard } from '../../src/model/model-card.ts';
import { parseModelCard } from '../../src/model/model-card.ts';
import { CLASSES, INPUT_SIZE_PX, OUTPUT_NAMES } from '../../src/model/spec.ts';
import type { ScoredImage } from '../report/write-reports.ts';
import type { TrainingConfig } from '../train/config.ts';
import { describeAll, predictAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';
import { CARD_TEXT } from './card-text.ts';
import { fitDomain, makeSelfTest, readLockedInputs } from './domain-files.ts';
import { equalizeRanges } from './equalize.ts';
import { foldClassifier } from './fold.ts';
import {
  decodeLayersModel,
  encodeLayersModel,
  type FileSet,
  hashBytes,
  MODEL_JSON,
  readWeights,
  WEIGHT_SHARD,
} from './layers-model.ts';
import { describeFile } from './model-hash.ts';
import { packUint16 } from './quantize.ts';
import { encodeCard } from './replace-domain.ts';

/** Coverage that the indeterminate zone is cut for, each class. */
const ZONE_COVERAGE = 0.975;
const BOOTSTRAP_SEED = 95;
const CURVE_POINTS = 200;

/** A finished export, still in memory. */
export interface ExportedModel {
  /** Every file of `public/model`, the card included. */
  readonly files: FileSet;
  readonly card: ModelCard;
  /** The locked tenth as the exported model scores it. */
  readonly lockedTenth: readonly ScoredImage[];
}

/**
 * @param trained the `batch` form with final weights; not changed
 * @param outOfFold metrics of cross-validation, for the card
 */
export async function exportModel(
  trained: LayersModel,
  data: PreparedData,
  config: TrainingConfig,
  outOfFold: MetricReport,
): Promise<ExportedModel> {
  const folded = foldClassifier(trained, config.architecture);
  equalizeRanges(folded);
  const modelFiles = encodeLayersModel(folded, packUint16(readWeights(folded)));
  const parameters = folded.countParams();
  folded.dispose();
  const exported = await decodeLayersModel(modelFiles);
  try {
    const locked = await scoreLockedTenth(exported, trained, data);
    const domain = fitDomain(exported, locked.predictions, data);
    const selfTest = makeSelfTest(exported);
    const [modelJson, shard] = [MODEL_JSON, WEIGHT_SHARD].map(
      (name) => modelFiles.get(name) ?? new Uint8Array(),
    );
    const card: ModelCard = parseModelCard({
      schemaVersion: 3,
      ...CARD_TEXT,
      model: {
        sha256: hashBytes(modelJson, shard),
        files: [describeFile(MODEL_JSON, modelJson), describeFile(WEIGHT_SHARD, shard)],
        inputSizePx: INPUT_SIZE_PX,
        classes: CLASSES,
        outputs: OUTPUT_NAMES,
        parameters,
        weightFormat: 'uint16',
      },
      calibration: { ...locked.platt, prior: 0.5, images: locked.images.length },
      zones: locked.zones,
      familiarity: domain.section,
      selfTest: {
        file: describeFile('self-test.json', selfTest),
        toleranceFloat32: 1e-3,
        toleranceFloat16: 1e-2,
      },
      data: {
        ...CARD_TEXT.data,
        sha256: data.cache.sha256,
        images: data.cache.images.length,
        patients: new Set(data.cache.images.map((image) => image.group)).size,
        splitSeed: config.splitSeed,
      },
      performance: { outOfFold, lockedTenth: locked.metrics },
      scoreCounts: locked.scoreCounts,
      operatingCurve: locked.curve,
      reliability: locked.reliability,
      exportDrift: locked.drift,
    });
    const files = new Map([
      ...modelFiles,
      ['familiarity.bin', domain.bytes],
      ['self-test.json', selfTest],
      ['model-card.json', encodeCard(card)],
    ]);
    return { files, card, lockedTenth: locked.images };
  } finally {
    exported.dispose();
  }
}

/** Scores the locked tenth from its files, as the page would, with the exported and the trained weights. */
async function scoreLockedTenth(exported: LayersModel, trained: LayersModel, data: PreparedData) {
  const { cache, split } = data;
  const images = split.calibration.map((index) => cache.images[index]);
  const inputs = await readLockedInputs(data);
  const predictions = describeAll(exported, inputs, cache.sizePx);
  const reference = predictAll(trained, inputs, cache.sizePx);
  const labels = images.map((image) => image.label);
  const platt = fitPlatt(predictions.rawLogits, labels);
  const calibrate = (rawLogit: number) => sigmoid(platt.scale * rawLogit + platt.offset);
  const probabilities = Array.from(predictions.rawLogits, calibrate);
  const totals = checkScoredSet(probabilities, labels);
  const differences = Array.from(predictions.rawLogits, (value, row) =>
    Math.abs(value - reference.rawLogits[row]),
  );
  return {
    images: images.map((image, row) => ({
      ...image,
      rawLogit: predictions.rawLogits[row],
      probability: probabilities[row],
      fold: null,
    })),
    predictions,
    platt,
    zones: {
      ...conformalZones(probabilities, labels, ZONE_COVERAGE),
      coverage: ZONE_COVERAGE,
      images: images.length,
    },
    scoreCounts: {
      prior: 0.5,
      ...totals,
      minimumBinImages: MINIMUM_BIN_IMAGES,
      bins: countByScore(probabilities, labels),
    },
    curve: operatingCurve(probabilities, labels, CURVE_POINTS),
    reliability: reliabilityBins(probabilities, labels).map((bin) => ({
      meanProbability: bin.meanProbability,
      normal: bin.normal,
      pneumonia: bin.pneumonia,
      share: shareAtEqualPriors(bin, totals),
    })),
    metrics: computeMetrics(
      { probabilities, labels, groups: images.map((image) => image.group) },
      {
        threshold: 0.5,
        seed: BOOTSTRAP_SEED,
        description:
          'The locked tenth: patients never trained on and never used to choose; calibration, zones and domain cut-off were fitted on them with the shipped weights.',
      },
    ),
    drift: {
      images: images.length,
      maxAbsoluteLogit: Math.max(...differences),
      labelFlips: probabilities.filter((p, row) => p >= 0.5 !== calibrate(reference.rawLogits[row]) >= 0.5)
        .length,
    },
  };
}
