/**
 * What is screened, in the order in which it is worked through, and what was thought of and left out. `npm run screen`
 * takes this table unless it is given another one. A row that has been run stays, whatever came of it.
 */
import { LITE0_BLOCKS } from '../../src/model/inverted-residual.ts';
import type { ScreeningTable } from './recipe.ts';
import { RELEASE_2 } from './release-2.ts';

/** The first release's augmentation, before the audit's findings were answered with frames, corners and blur. */
const FIRST_AUGMENTATION = {
  stretch: 0.12,
  noise: 0.03,
  blurPasses: 1,
  frameChance: 0,
  cornerChance: 0,
} as const;

/** Last feature map twice as fine: 10 x 10 at 160 px, 8 x 8 at 128 px. */
const FINE_MAP = [
  { filters: 32, stride: 1 },
  { filters: 64, stride: 2 },
  { filters: 128, stride: 2 },
  { filters: 192, stride: 1 },
] as const;

/** The network of `lite0` and its variants. */
const LITE0 = { stemFilters: 32, blocks: LITE0_BLOCKS, mapFilters: 192, dropoutRate: 0.3 } as const;

/** The recipe of the fourth release, `lite0-tone-mild`: what rows after it change. */
const RELEASE_4 = {
  architecture: LITE0,
  training: { start: 'efficientnet-lite0', peakLearningRate: 1e-3 },
  augmentation: { gamma: 1.7, contrast: 0.3, tone: { curve: 0.25, field: 0.2, localContrast: 0.35 } },
} as const;

/** Other films' surroundings around the thorax, for half of the films. */
const SURROUNDINGS = {
  chance: 0.5,
  greyChance: 0.3,
  halfWidth: [0.7, 0.95],
  halfHeight: [0.8, 1],
  shift: 0.08,
  seam: 0.2,
} as const;

/** Films cut closer, wider or at another aspect ratio than the release's. */
const WIDE_FRAMING = { scale: 0.28, stretch: 0.3, shift: 0.15 } as const;

export const CONFIGURATIONS: ScreeningTable = {
  base: RELEASE_2,
  variants: [
    {
      name: 'release-2',
      tier: 1,
      why: 'the recipe of the second release: what all others are compared with',
      change: {},
    },
    {
      name: 'fine-map',
      tier: 1,
      why: 'last stage without its stride: a class activation map twice as fine',
      change: { architecture: { stages: FINE_MAP } },
    },
    {
      name: 'tone',
      tier: 1,
      why: 'films of another machine: wider gamma and contrast, bent grey curves, uneven exposure, local contrast',
      change: {
        augmentation: {
          gamma: 2,
          contrast: 0.4,
          tone: { curve: 0.5, field: 0.35, localContrast: 0.7 },
        },
      },
    },
    {
      name: 'tone-mild',
      tier: 1,
      why: 'half of `tone`, which gained on normals of another series and lost on viral pneumonia',
      change: {
        augmentation: {
          gamma: 1.7,
          contrast: 0.3,
          tone: { curve: 0.25, field: 0.2, localContrast: 0.35 },
        },
      },
    },
    {
      name: 'local-contrast-input',
      tier: 1,
      why: 'input normalised by neighbourhood: exposure and histogram can decide nothing',
      change: { training: { inputForm: 'local-contrast' } },
    },
    {
      name: 'first-release',
      tier: 1,
      why: 'the augmentation before frames, corners and stronger blur: what those bought',
      change: { augmentation: FIRST_AUGMENTATION },
    },
    {
      name: 'subgroup-balanced',
      tier: 1,
      why: 'every series of the set comes equally often',
      change: { training: { sampling: 'subgroup-balanced' } },
    },
    {
      name: 'mixup',
      tier: 2,
      why: 'mixup, alpha 0.2',
      change: { training: { mix: { kind: 'mixup', alpha: 0.2, chance: 1 } } },
    },
    {
      name: 'wide-geometry',
      tier: 1,
      why: 'stretch 35 % and scale 25 %: the published copies have lost the aspect ratio',
      change: { augmentation: { stretch: 0.35, scale: 0.25, rotationDegrees: 15 } },
    },
    {
      name: 'large-erasures',
      tier: 1,
      why: 'half of the films lose a large rectangle: no single place may decide',
      change: { augmentation: { eraseChance: 0.5, eraseSide: [0.2, 0.55] } },
    },
    {
      name: 'strong-decay',
      tier: 1,
      why: 'weight decay 0.15 and dropout 0.5',
      change: { training: { weightDecay: 0.15 }, architecture: { dropoutRate: 0.5 } },
    },
    {
      name: 'cutmix',
      tier: 2,
      why: 'cutmix on half of the batches',
      change: { training: { mix: { kind: 'cutmix', alpha: 1, chance: 0.5 } } },
    },
    {
      name: 'equalized-input',
      tier: 1,
      why: 'grey values replaced by their ranks within the film',
      change: { training: { inputForm: 'equalized' } },
    },
    {
      name: 'smoothing-0.1',
      tier: 1,
      why: 'label smoothing doubled',
      change: { training: { labelSmoothing: 0.1 } },
    },
    {
      name: 'squeeze-excitation',
      tier: 2,
      why: 'channels weighed by what the whole film shows',
      change: { architecture: { squeeze: 8 } },
    },
    {
      name: 'antialiased',
      tier: 2,
      why: 'averages before every stride',
      change: { architecture: { antialiased: true } },
    },
    {
      name: 'sharpness-aware',
      tier: 2,
      why: 'sharpness-aware steps, radius 0.05: twice the cost',
      change: { training: { sharpnessRadius: 0.05 } },
    },
    {
      name: 'group-dro',
      tier: 2,
      why: 'series with a high loss weigh more',
      change: { training: { robustRate: 0.01 } },
    },
    {
      name: 'antialiased-group-dro',
      tier: 2,
      why: 'both of the two that transfer best on the network of fresh weights and lean least on the surroundings',
      change: { architecture: { antialiased: true }, training: { robustRate: 0.01 } },
    },
    {
      name: 'smoothing-0',
      tier: 1,
      why: 'no label smoothing',
      change: { training: { labelSmoothing: 0 } },
    },
    {
      name: 'wide',
      tier: 2,
      why: 'a quarter more channels everywhere',
      change: {
        architecture: {
          stemFilters: 30,
          stages: [
            { filters: 40, stride: 1 },
            { filters: 80, stride: 2 },
            { filters: 160, stride: 2 },
            { filters: 240, stride: 2 },
          ],
        },
      },
    },
    {
      name: 'distilled',
      tier: 3,
      why: 'half of each target from folds that had not seen the patient: a label that no other film supports pulls less',
      change: { training: { distillation: { share: 0.5 } } },
    },
    {
      name: 'lite0',
      tier: 3,
      why: "EfficientNet-Lite0's first eleven blocks with its ImageNet weights",
      change: {
        architecture: LITE0,
        training: { start: 'efficientnet-lite0' },
      },
    },
    {
      name: 'lite0-slow',
      tier: 3,
      why: 'lite0 with half of the learning rate',
      change: {
        architecture: LITE0,
        training: { start: 'efficientnet-lite0', peakLearningRate: 1e-3 },
      },
    },
    {
      name: 'lite0-tone-mild',
      tier: 3,
      why: 'lite0-slow with the augmentation of tone-mild, which gains on normals of another series',
      change: RELEASE_4,
    },
    {
      name: 'lite0-surroundings',
      tier: 3,
      why: "lite0-tone-mild, half of the films in another film's surroundings: these must not decide",
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, surroundings: SURROUNDINGS },
      },
    },
    {
      name: 'lite0-surroundings-most',
      tier: 3,
      why: 'nine of ten films so, and closer to the lungs',
      change: {
        ...RELEASE_4,
        training: {
          ...RELEASE_4.training,
          surroundings: { ...SURROUNDINGS, chance: 0.9, halfWidth: [0.65, 0.9], halfHeight: [0.72, 0.98] },
        },
      },
    },
    {
      name: 'lite0-surroundings-hidden',
      tier: 3,
      why: 'lite0-surroundings, and one film in ten without its thorax, of which nothing is to be said',
      change: {
        ...RELEASE_4,
        training: {
          ...RELEASE_4.training,
          surroundings: { ...SURROUNDINGS, chance: 0.4, hiddenChance: 0.1 },
        },
      },
    },
    {
      name: 'lite0-hidden',
      tier: 3,
      why: 'lite0-tone-mild, and one film in ten without its thorax',
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, surroundings: { ...SURROUNDINGS, chance: 0, hiddenChance: 0.1 } },
      },
    },
    {
      name: 'lite0-framing',
      tier: 3,
      why: 'lite0-tone-mild with wider changes of size, aspect ratio and place: films cut close leant towards pneumonia',
      change: {
        ...RELEASE_4,
        augmentation: { ...RELEASE_4.augmentation, ...WIDE_FRAMING },
      },
    },
    {
      name: 'lite0-surroundings-framing',
      tier: 3,
      why: 'both',
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, surroundings: SURROUNDINGS },
        augmentation: { ...RELEASE_4.augmentation, ...WIDE_FRAMING },
      },
    },
    {
      name: 'lite0-frames',
      tier: 3,
      why: 'lite0-tone-mild with frames and corners painted over twice as often and half as wide again',
      change: {
        ...RELEASE_4,
        augmentation: {
          ...RELEASE_4.augmentation,
          frameChance: 0.6,
          frameWidth: 0.2,
          cornerChance: 0.3,
          cornerSide: 0.4,
        },
      },
    },
    {
      name: 'lite0-mean',
      tier: 3,
      why: 'lite0-tone-mild with dense stochastic weight averaging: the last two thirds of the steps at a quarter of the peak rate, their weights averaged',
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, tail: { fromShare: 0.33, rateShare: 0.25 } },
      },
    },
    {
      name: 'lite0-mean-hot',
      tier: 3,
      why: 'the same at six tenths of the peak rate: weights that walk further',
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, tail: { fromShare: 0.33, rateShare: 0.6 } },
      },
    },
    {
      name: 'lite0-tone-exchange',
      tier: 3,
      why: "lite0-tone-mild, half of the films in another film's tones: how a series draws its greys must not decide",
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, toneExchange: { chance: 0.5, most: 1 } },
      },
    },
    {
      name: 'lite0-mixup',
      tier: 3,
      why: 'lite0-tone-mild with mixup, alpha 0.2',
      change: {
        ...RELEASE_4,
        training: { ...RELEASE_4.training, mix: { kind: 'mixup', alpha: 0.2, chance: 1 } },
      },
    },
    {
      name: 'lite0-sharpness',
      tier: 3,
      why: 'lite0-tone-mild with sharpness-aware steps, radius 0.05: twice the cost',
      change: { ...RELEASE_4, training: { ...RELEASE_4.training, sharpnessRadius: 0.05 } },
    },
    {
      name: 'lite0-decay',
      tier: 3,
      why: 'lite0-tone-mild with weight decay 0.15 and dropout 0.5',
      change: {
        ...RELEASE_4,
        architecture: { ...LITE0, dropoutRate: 0.5 },
        training: { ...RELEASE_4.training, weightDecay: 0.15 },
      },
    },
    {
      name: 'lite0-group-dro',
      tier: 3,
      why: 'lite0-tone-mild, series with a high loss weigh more, which on the network of fresh weights leaned less on the surroundings',
      change: { ...RELEASE_4, training: { ...RELEASE_4.training, robustRate: 0.01 } },
    },
    {
      name: 'lite0-size-160',
      tier: 3,
      why: "lite0-tone-mild at the release's own input size",
      change: { ...RELEASE_4, sizePx: 160 },
    },
    {
      name: 'lite0-size-192',
      tier: 3,
      why: 'and larger: more of what the copies of 224 px still hold',
      change: { ...RELEASE_4, sizePx: 192 },
    },
    {
      name: 'lite0-slower',
      tier: 3,
      why: 'lite0 with a quarter of the learning rate',
      change: {
        architecture: LITE0,
        training: { start: 'efficientnet-lite0', peakLearningRate: 5e-4 },
      },
    },
    {
      name: 'lite0-fresh',
      tier: 3,
      why: 'the network of lite0 from fresh weights: what the published ones bring',
      change: { architecture: LITE0 },
    },
    { name: 'size-160', tier: 1, why: 'the input size of the release', change: { sizePx: 160 } },
    { name: 'size-192', tier: 1, why: 'a larger input', change: { sizePx: 192 } },
  ],
  notTried: [
    {
      name: 'inversion in training',
      reason:
        'polarity is settled at decoding (MONOCHROME1); a network that reads both learns less of either',
    },
    {
      name: 'JPEG quality in training',
      reason: 'no coder in the batch loop yet; blur and sharpening stand in for other scales',
    },
    { name: 'depth', reason: 'more convolutions a stage: width was put in the table first' },
  ],
};
