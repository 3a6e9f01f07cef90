/**
 * The recipe of the second release, written out: what the table's rows are changes of. The shipped recipe moves on; rows that
 * were run must go on meaning what they meant, so this one does not follow it.
 */
import type { TrainingConfig } from '../train/config.ts';

/** Equal to `TRAINING` as of the model 7a4dc17e61de. */
export const RELEASE_2: TrainingConfig = {
  architecture: {
    inputSizePx: 160,
    stemFilters: 24,
    stages: [
      { filters: 32, stride: 1 },
      { filters: 64, stride: 2 },
      { filters: 128, stride: 2 },
      { filters: 192, stride: 2 },
    ],
    dropoutRate: 0.3,
  },
  augmentation: {
    rotationDegrees: 12,
    scale: 0.18,
    stretch: 0.22,
    shift: 0.12,
    gamma: 1.5,
    contrast: 0.25,
    noise: 0.05,
    blur: 0.22,
    blurPasses: 5,
    sharpen: 0.1,
    softnessChance: 0.5,
    blackBorderChance: 0.5,
    eraseChance: 0.3,
    eraseSide: [0.1, 0.35],
    frameChance: 0.35,
    frameWidth: 0.14,
    cornerChance: 0.12,
    cornerSide: 0.3,
  },
  splitSeed: 2018,
  seed: 1,
  calibrationShare: 0.1,
  folds: 5,
  epochs: 20,
  batchSize: 32,
  peakLearningRate: 2e-3,
  warmupShare: 0.2,
  weightDecay: 0.05,
  averageDecay: 0.995,
  labelSmoothing: 0.05,
};
