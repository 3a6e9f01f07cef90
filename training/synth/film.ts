/**
 * The entry: a film from a kind and a seed. Deterministic: the same options give the same pixels on every machine
 * (the arithmetic is IEEE double; `Math.exp` and its like may differ in the last bit between engines, which can move a
 * value by one grey level).
 */
import type { GreyImage } from '../../src/model/preprocess.ts';
import { createRandom, mixSeed } from '../../src/model/random.ts';
import { drawChestAnatomy } from './anatomy.ts';
import { createAttenuationMap } from './attenuation-map.ts';
import { addBones } from './chest-bones.ts';
import { addAirwaysAndVessels, addLungs, drawOpacities, type Opacity } from './chest-lungs.ts';
import { addSoftTissue } from './chest-soft-tissue.ts';
import { developFilm, type FilmResponse, STANDARD_RESPONSE } from './film-response.ts';
import { addLimb, LIMB_FIELD } from './limb.ts';
import { drawMarker, type MarkerLetter } from './marker.ts';
import { createView } from './view.ts';

/** A chest without and with opacities, or a hand. What is drawn, never what a reader or a model would say of it. */
export type FilmKind = 'normal' | 'pneumonia' | 'limb';

/** Bits a pixel of a film. */
export type FilmBitDepth = 8 | 10 | 12 | 16;

/** What to make. */
export interface FilmOptions {
  readonly kind: FilmKind;
  /** Any integer; decides anatomy, opacities, texture and noise. */
  readonly seed: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Default 16. */
  readonly bitDepth?: FilmBitDepth;
  /** Side marker; default R on chests, none on limbs; null for none. */
  readonly marker?: MarkerLetter | null;
  /** Turns the body clockwise on the film by this much more than the seed does. Default 0. */
  readonly tiltDeg?: number;
  /** Width of the black border left by the collimator, as a share of the shorter side. Default 0. */
  readonly collimationShare?: number;
  /** What differs from the kind's own response. */
  readonly response?: Partial<FilmResponse>;
  /** Default: drawn from the seed for `pneumonia`, none for the others. */
  readonly opacities?: readonly Opacity[];
}

/** A generated radiograph; a `GreyImage` for `preprocess` and a source for `encodeFilm`. */
export interface Film extends GreyImage {
  readonly kind: FilmKind;
  readonly seed: number;
  readonly bitDepth: FilmBitDepth;
  /** 0 to 2^bitDepth - 1; bone is bright. */
  readonly pixels: Uint8Array | Uint16Array;
}

/** What a chest film shows: the chest and a little around it. */
const CHEST_FIELD = { centerXCm: 0, centerYCm: 6.2, widthCm: 25, heightCm: 17 } as const;

/** Soft and a little grainy, as the published set's small copies are: what is sharper is unlike them to the domain check. */
const CHEST_RESPONSE = { whiteAttenuation: 2.8, gamma: 0.65, quantaPerCm2: 1e6, edgeGain: 0 } as const;

/** A hand absorbs less than a chest. */
const LIMB_RESPONSE = { blackAttenuation: 0.05, whiteAttenuation: 2.2 } as const;

/**
 * Makes a film.
 *
 * @throws RangeError when a side is no positive integer
 */
export function makeFilm(options: FilmOptions): Film {
  const { kind, seed, widthPx, heightPx, bitDepth = 16, tiltDeg = 0 } = options;
  const random = createRandom(seed, kind === 'limb' ? 3 : 1);
  const anatomy = drawChestAnatomy(random);
  const field = kind === 'limb' ? LIMB_FIELD : { ...CHEST_FIELD, tiltRad: anatomy.tiltRad };
  const map = createAttenuationMap(
    createView(widthPx, heightPx, { ...field, tiltRad: field.tiltRad + (tiltDeg * Math.PI) / 180 }),
  );
  if (kind === 'limb') {
    addLimb(map, seed);
  } else {
    const opacities = options.opacities ?? (kind === 'pneumonia' ? drawOpacities(seed) : []);
    addSoftTissue(map, anatomy);
    addLungs(map, anatomy, opacities, mixSeed(seed, 7));
    addAirwaysAndVessels(map, anatomy, createRandom(seed, 4));
    addBones(map, anatomy, createRandom(seed, 5));
  }
  const own = kind === 'limb' ? LIMB_RESPONSE : CHEST_RESPONSE;
  const grey = developFilm(map, { ...STANDARD_RESPONSE, ...own, ...options.response }, createRandom(seed, 6));
  collimate(grey, widthPx, heightPx, options.collimationShare ?? 0);
  const marker = options.marker === undefined ? (kind === 'limb' ? null : 'R') : options.marker;
  if (marker !== null) {
    const sizePx = 0.028 * Math.min(widthPx, heightPx);
    const xPx = (marker === 'R' ? 0.05 : 0.93) * widthPx;
    drawMarker(grey, widthPx, marker, { xPx, yPx: 0.2 * heightPx, sizePx });
  }
  return { kind, seed, bitDepth, ...quantize(grey, widthPx, heightPx, bitDepth) };
}

/** Blackens a border, as the collimator's blades do. */
function collimate(grey: Float32Array, widthPx: number, heightPx: number, share: number): void {
  const border = Math.round(share * Math.min(widthPx, heightPx));
  if (border === 0) return;
  for (let y = 0; y < heightPx; y += 1) {
    const isOutside = y < border || y >= heightPx - border;
    for (let x = 0; x < widthPx; x += 1) {
      if (isOutside || x < border || x >= widthPx - border) grey[y * widthPx + x] = 0;
    }
  }
}

function quantize(grey: Float32Array, widthPx: number, heightPx: number, bitDepth: FilmBitDepth) {
  const white = 2 ** bitDepth - 1;
  const pixels = bitDepth === 8 ? new Uint8Array(grey.length) : new Uint16Array(grey.length);
  for (let i = 0; i < grey.length; i += 1) pixels[i] = Math.round(Math.min(1, Math.max(0, grey[i])) * white);
  return { widthPx, heightPx, pixels, white };
}

/**
 * The same film at another depth, rounded to the nearest level.
 *
 * @returns a new film; the pixels are not shared
 */
export function quantizeFilm(film: Film, bitDepth: FilmBitDepth): Film {
  const white = 2 ** bitDepth - 1;
  const pixels = bitDepth === 8 ? new Uint8Array(film.pixels.length) : new Uint16Array(film.pixels.length);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = Math.round((film.pixels[i] * white) / film.white);
  return { ...film, bitDepth, white, pixels };
}
