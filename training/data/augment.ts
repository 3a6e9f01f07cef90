/**
 * Random changes of a training image that keep its label: how a film may lie, be exposed and be saved. No flips: the heart
 * is on the left. Plain loops over typed arrays, since the engine has no kernel for a projective warp.
 * Invariants: the identity gives exactly the standardised image; the same parameters give the same bits on every machine of
 * the same arithmetic; nothing here is used outside training.
 */
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom, type Random } from '../../src/model/random.ts';
import { applyTone, drawTone, type Tone, type ToneConfig } from './tone.ts';

/** How far each change may go. Uniform unless said otherwise. */
export interface AugmentationConfig {
  /** Largest turn either way, degrees. */
  readonly rotationDegrees: number;
  /** Largest change of size either way, as a share: 0.18 is 82 % to 118 %. */
  readonly scale: number;
  /** Largest extra change of the width alone, as a share: films are squashed to a square. */
  readonly stretch: number;
  /** Largest shift either way in x and in y, as a share of the side. */
  readonly shift: number;
  /** Largest exponent of the grey curve; its logarithm is drawn, so that 1/gamma is as likely as gamma. */
  readonly gamma: number;
  /** Largest change of contrast about mid-grey, as a share; what leaves [0, 1] is clipped as by a narrow window. */
  readonly contrast: number;
  /** Largest standard deviation of white noise, as a share of full white. */
  readonly noise: number;
  /** Largest weight of each neighbour in a 3-tap blur in x and y: films of other sizes and JPEG qualities are softer. */
  readonly blur: number;
  /** Largest number of passes of that blur: n passes of weight w have a variance of 2 n w square pixels. */
  readonly blurPasses: number;
  /** Largest negative weight: full-size films come out sharper than the published small copies. */
  readonly sharpen: number;
  /** Chance that the film is blurred or sharpened at all. */
  readonly softnessChance: number;
  /** Chance that what comes in from outside is black, as on a film with a border; else the edge is drawn out. */
  readonly blackBorderChance: number;
  /** Chance that one rectangle is painted over (Zhong et al., "Random Erasing", AAAI 2020). */
  readonly eraseChance: number;
  /** Smallest and largest side of that rectangle, as shares of the side. */
  readonly eraseSide: readonly [number, number];
  /** Chance that a frame is painted over: collimation, letters and arms near the edge must not decide. */
  readonly frameChance: number;
  /** Largest width of the frame, drawn for each edge, as a share of the side. */
  readonly frameWidth: number;
  /** Chance, for each corner, that it is painted over: that is where markers lie. */
  readonly cornerChance: number;
  /** Largest width and height of a painted corner, as a share of the side. */
  readonly cornerSide: number;
  /** Changes of tone beyond gamma and contrast. */
  readonly tone?: ToneConfig;
}

/** The shipped recipe. */
export const AUGMENTATION: AugmentationConfig = {
  rotationDegrees: 12,
  scale: 0.18,
  stretch: 0.22,
  shift: 0.12,
  gamma: 1.7,
  contrast: 0.3,
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
  tone: { curve: 0.25, field: 0.2, localContrast: 0.35 },
};

/** A rectangle in pixels and its grey. */
export interface Erasure {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** In [0, 1]. */
  readonly grey: number;
}

/** One drawn set of changes. */
export interface Augmentation {
  /** Clockwise as seen (y points down), about the centre. */
  readonly rotationDegrees: number;
  /** Above 1 enlarges. */
  readonly scale: number;
  /** Factor on the width, before the turn. */
  readonly stretch: number;
  /** To the right and down, as shares of the side. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly gamma: number;
  readonly contrast: number;
  readonly noise: number;
  /** Decides the noise: two integers below `NOISE_LENGTH`. */
  readonly noiseStart: number;
  readonly noiseStride: number;
  /** Weight of each neighbour: above 0 blurs, below sharpens. */
  readonly softness: number;
  /** How often that filter is applied, from 1. */
  readonly softPasses: number;
  readonly hasBlackBorder: boolean;
  /** Null where the recipe has none. */
  readonly tone: Tone | null;
  /** Painted in this order. */
  readonly erasures: readonly Erasure[];
}

/** Changes nothing. */
export const IDENTITY_AUGMENTATION: Augmentation = {
  rotationDegrees: 0,
  scale: 1,
  stretch: 1,
  shiftX: 0,
  shiftY: 0,
  gamma: 1,
  contrast: 1,
  noise: 0,
  noiseStart: 0,
  noiseStride: 1,
  softness: 0,
  softPasses: 1,
  hasBlackBorder: false,
  tone: null,
  erasures: [],
};

/** Normal numbers are slow to draw: a fixed table is walked from a random start in random odd strides. */
const NOISE_LENGTH = 1 << 16;
const NOISE_SEED = 0x401e;
let noiseTable: Float32Array | null = null;

/**
 * Draws one set of changes.
 *
 * @param sizePx side of the image
 * @param random moved on by a number of draws that depends on what is painted over
 */
export function drawAugmentation(config: AugmentationConfig, sizePx: number, random: Random): Augmentation {
  const within = (limit: number): number => limit * (2 * random.uniform() - 1);
  return {
    rotationDegrees: within(config.rotationDegrees),
    scale: 1 + within(config.scale),
    stretch: 1 + within(config.stretch),
    shiftX: within(config.shift),
    shiftY: within(config.shift),
    gamma: Math.exp(within(Math.log(config.gamma))),
    contrast: 1 + within(config.contrast),
    noise: config.noise * random.uniform(),
    noiseStart: random.integer(NOISE_LENGTH),
    noiseStride: 2 * random.integer(NOISE_LENGTH / 2) + 1,
    ...drawSoftness(config, random),
    hasBlackBorder: random.uniform() < config.blackBorderChance,
    // Draws nothing in a recipe without it, so that recipe's numbers are those of before.
    tone: drawTone(config.tone ?? {}, sizePx, random),
    erasures: [
      ...drawPatch(config, sizePx, random),
      ...drawFrame(config, sizePx, random),
      ...drawCorners(config, sizePx, random),
    ],
  };
}

function drawSoftness(
  config: AugmentationConfig,
  random: Random,
): Pick<Augmentation, 'softness' | 'softPasses'> {
  const isChanged = random.uniform() < config.softnessChance;
  const weight = -config.sharpen + (config.blur + config.sharpen) * random.uniform();
  const passes = 1 + random.integer(config.blurPasses);
  // Sharpening twice would only pile up halos.
  return { softness: isChanged ? weight : 0, softPasses: weight > 0 ? passes : 1 };
}

/** A rectangle anywhere. */
function drawPatch(config: AugmentationConfig, sizePx: number, random: Random): Erasure[] {
  if (random.uniform() >= config.eraseChance) return [];
  const [least, most] = config.eraseSide;
  const drawSide = (): number => Math.round(sizePx * (least + (most - least) * random.uniform()));
  const [widthPx, heightPx] = [drawSide(), drawSide()];
  return [
    {
      widthPx,
      heightPx,
      leftPx: random.integer(sizePx - widthPx + 1),
      topPx: random.integer(sizePx - heightPx + 1),
      grey: random.uniform(),
    },
  ];
}

/** Four strips along the edges, of one grey. */
function drawFrame(config: AugmentationConfig, sizePx: number, random: Random): Erasure[] {
  if (random.uniform() >= config.frameChance) return [];
  const grey = random.uniform();
  const drawWidth = (): number => Math.round(sizePx * config.frameWidth * random.uniform());
  const [left, right, top, bottom] = [drawWidth(), drawWidth(), drawWidth(), drawWidth()];
  return [
    { leftPx: 0, topPx: 0, widthPx: left, heightPx: sizePx, grey },
    { leftPx: sizePx - right, topPx: 0, widthPx: right, heightPx: sizePx, grey },
    { leftPx: 0, topPx: 0, widthPx: sizePx, heightPx: top, grey },
    { leftPx: 0, topPx: sizePx - bottom, widthPx: sizePx, heightPx: bottom, grey },
  ];
}

/** Each corner for itself, each of its own size and grey. */
function drawCorners(config: AugmentationConfig, sizePx: number, random: Random): Erasure[] {
  const erasures: Erasure[] = [];
  for (const [isRight, isBottom] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ]) {
    if (random.uniform() >= config.cornerChance) continue;
    const drawSide = (): number => Math.round(sizePx * config.cornerSide * random.uniform());
    const [widthPx, heightPx] = [drawSide(), drawSide()];
    const leftPx = isRight ? sizePx - widthPx : 0;
    const topPx = isBottom ? sizePx - heightPx : 0;
    erasures.push({ leftPx, topPx, widthPx, heightPx, grey: random.uniform() });
  }
  return erasures;
}

/** Applies changes to images of one size; owns its scratch memory. */
export interface Augmenter {
  /**
   * @param source S * S grey values, 0 to 255; not changed
   * @param output S * S values, overwritten with the changed image, standardised
   */
  augment(source: Uint8Array, augmentation: Augmentation, output: Float32Array): void;
}

/** Makes an augmenter for images of `sizePx` * `sizePx`. */
export function createAugmenter(sizePx: number): Augmenter {
  const curve = new Float32Array(256);
  const row = new Float32Array(sizePx);
  const grey = new Float32Array(sizePx * sizePx);
  return {
    augment(source, augmentation, output) {
      fillCurve(curve, augmentation);
      warp(source, curve, sizePx, augmentation, grey);
      if (augmentation.tone !== null) applyTone(grey, sizePx, augmentation.tone);
      if (augmentation.softness !== 0) {
        for (let pass = 0; pass < augmentation.softPasses; pass += 1) {
          soften(grey, sizePx, augmentation.softness, row);
        }
      }
      for (const erasure of augmentation.erasures) erase(grey, sizePx, erasure);
      if (augmentation.noise > 0) addNoise(grey, augmentation);
      standardize(grey, output);
    },
  };
}

/** Grey value 0 to 255 -> [0, 1] with gamma and contrast; with both at 1 exactly value / 255. */
function fillCurve(curve: Float32Array, { gamma, contrast }: Augmentation): void {
  for (let value = 0; value < 256; value += 1) {
    let grey = value / 255;
    if (gamma !== 1) grey **= gamma;
    if (contrast !== 1) grey = Math.min(1, Math.max(0, 0.5 + contrast * (grey - 0.5)));
    curve[value] = grey;
  }
}

/**
 * Turns, scales and shifts. Forward: q = c + R(angle) . diag(scale * stretch, scale) . (p - c) + shift, c the centre; for
 * each output pixel q the source point p is found by the inverse and read bilinearly.
 */
function warp(
  source: Uint8Array,
  curve: Float32Array,
  sizePx: number,
  augmentation: Augmentation,
  output: Float32Array,
): void {
  const angle = (augmentation.rotationDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const { scale, stretch, hasBlackBorder } = augmentation;
  // Rows of the inverse: diag(1 / (scale * stretch), 1 / scale) . R(-angle).
  const [xx, xy] = [cos / (scale * stretch), sin / (scale * stretch)];
  const [yx, yy] = [-sin / scale, cos / scale];
  const center = (sizePx - 1) / 2;
  const last = sizePx - 1;
  for (let y = 0, at = 0; y < sizePx; y += 1) {
    const dy = y - center - augmentation.shiftY * sizePx;
    let px = center + xy * dy - xx * (center + augmentation.shiftX * sizePx);
    let py = center + yy * dy - yx * (center + augmentation.shiftX * sizePx);
    for (let x = 0; x < sizePx; x += 1, at += 1, px += xx, py += yx) {
      if (hasBlackBorder && (px < -0.5 || py < -0.5 || px > last + 0.5 || py > last + 0.5)) {
        output[at] = 0;
        continue;
      }
      const sx = Math.min(Math.max(px, 0), last);
      const sy = Math.min(Math.max(py, 0), last);
      const left = sx | 0;
      const top = sy | 0;
      const rightward = sx - left;
      const downward = sy - top;
      const corner = top * sizePx + left;
      const right = left < last ? 1 : 0;
      const below = top < last ? sizePx : 0;
      const a = curve[source[corner]];
      const b = curve[source[corner + right]];
      const c = curve[source[corner + below]];
      const d = curve[source[corner + below + right]];
      const upper = a + (b - a) * rightward;
      output[at] = upper + (c + (d - c) * rightward - upper) * downward;
    }
  }
}

/** 3-tap filter [w, 1 - 2w, w] in x, then in y, in place; edges are drawn out. Both passes walk along rows (cache lines). */
function soften(grey: Float32Array, sizePx: number, weight: number, previousRow: Float32Array): void {
  const middle = 1 - 2 * weight;
  for (let start = 0; start < grey.length; start += sizePx) {
    const end = start + sizePx - 1;
    let before = grey[start];
    for (let at = start; at < end; at += 1) {
      const value = grey[at];
      grey[at] = middle * value + weight * (before + grey[at + 1]);
      before = value;
    }
    grey[end] = middle * grey[end] + weight * (before + grey[end]);
  }
  for (let x = 0; x < sizePx; x += 1) previousRow[x] = grey[x];
  for (let start = 0; start < grey.length; start += sizePx) {
    const below = start + sizePx < grey.length ? sizePx : 0;
    for (let x = 0, at = start; x < sizePx; x += 1, at += 1) {
      const value = grey[at];
      grey[at] = middle * value + weight * (previousRow[x] + grey[at + below]);
      previousRow[x] = value;
    }
  }
}

function erase(grey: Float32Array, sizePx: number, erasure: Erasure): void {
  for (let y = erasure.topPx; y < erasure.topPx + erasure.heightPx; y += 1) {
    const start = y * sizePx + erasure.leftPx;
    grey.fill(erasure.grey, start, start + erasure.widthPx);
  }
}

function addNoise(grey: Float32Array, { noise, noiseStart, noiseStride }: Augmentation): void {
  if (noiseTable === null) {
    const random = createRandom(NOISE_SEED);
    noiseTable = Float32Array.from({ length: NOISE_LENGTH }, () => random.normal());
  }
  const table = noiseTable;
  for (let at = 0, from = noiseStart; at < grey.length; at += 1) {
    grey[at] += noise * table[from];
    from = (from + noiseStride) & (NOISE_LENGTH - 1);
  }
}
