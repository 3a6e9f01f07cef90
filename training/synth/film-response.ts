/**
 * From line integrals to a film: Beer-Lambert (I = I0 exp(-integral of mu)), scatter, quantum noise, detector blur,
 * and a film curve under which bone is white.
 */
import type { Random } from '../../src/model/random.ts';
import type { AttenuationMap } from './attenuation-map.ts';
import type { View } from './view.ts';

/** How the film was exposed and shown. */
export interface FilmResponse {
  /** Line integral that comes out at the lower end of the curve's straight part; below it the film goes black. */
  readonly blackAttenuation: number;
  /** Line integral at the upper end; above it the film goes white. */
  readonly whiteAttenuation: number;
  /** Exponent of the curve; above 1 darkens the lungs. */
  readonly gamma: number;
  /** Scattered share of the unattenuated beam's intensity, 0 to 1: lifts what is dense, as on a film without a grid. */
  readonly scatter: number;
  /** Quanta a square centimetre behind no patient; infinite for none of their noise. */
  readonly quantaPerCm2: number;
  /** Gain of the edge enhancement that digital films are shown with (unsharp mask of 3 mm); 0 for none. */
  readonly edgeGain: number;
}

/** A plain exposure without surprises. */
export const STANDARD_RESPONSE: FilmResponse = {
  blackAttenuation: 0.2,
  whiteAttenuation: 3.2,
  gamma: 1,
  scatter: 0.008,
  quantaPerCm2: 8e6,
  edgeGain: 0.7,
};

/**
 * Develops a film.
 *
 * @returns a new Float32Array, one value a pixel from 0 (black) to 1 (white)
 */
export function developFilm(map: AttenuationMap, response: FilmResponse, random: Random): Float32Array {
  const { values, view } = map;
  const span = response.whiteAttenuation - response.blackAttenuation;
  // A pixel's quanta fall with its area; below about 0.1 mm the detector's own blur shares them between neighbours.
  const quanta = response.quantaPerCm2 / view.pixelsPerCm ** 2;
  const film = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const intensity = (1 - response.scatter) * Math.exp(-values[i]) + response.scatter;
    const counted = Number.isFinite(quanta)
      ? intensity + Math.sqrt(intensity / quanta) * random.normal()
      : intensity;
    const apparent = -Math.log(Math.max(counted, 1e-6));
    film[i] = (apparent - response.blackAttenuation) / span;
  }
  blur3(film, view.widthPx, view.heightPx);
  if (response.edgeGain !== 0) sharpen(film, view, response.edgeGain);
  for (let i = 0; i < film.length; i += 1) film[i] = shoulder(film[i]) ** response.gamma;
  return film;
}

/** Half the side of the unsharp mask's box. */
const MASK_CM = 0.15;

/** Adds `gain` x (film - local mean), in place. */
function sharpen(film: Float32Array, view: View, gain: number): void {
  const radiusPx = Math.max(1, Math.round(MASK_CM * view.pixelsPerCm));
  const mean = film.slice();
  boxBlur(mean, { length: view.widthPx, step: 1 }, { length: view.heightPx, step: view.widthPx }, radiusPx);
  boxBlur(mean, { length: view.heightPx, step: view.widthPx }, { length: view.widthPx, step: 1 }, radiusPx);
  for (let i = 0; i < film.length; i += 1) film[i] += gain * (film[i] - mean[i]);
}

/** Moving mean along one axis of every line of the other, in place, borders repeated. */
function boxBlur(
  values: Float32Array,
  along: { readonly length: number; readonly step: number },
  across: { readonly length: number; readonly step: number },
  radiusPx: number,
): void {
  const line = new Float64Array(along.length);
  const last = along.length - 1;
  const size = 2 * radiusPx + 1;
  for (let other = 0; other < across.length; other += 1) {
    const start = other * across.step;
    for (let i = 0; i <= last; i += 1) line[i] = values[start + i * along.step];
    let sum = 0;
    for (let i = -radiusPx; i <= radiusPx; i += 1) sum += line[Math.min(last, Math.max(0, i))];
    for (let i = 0; i <= last; i += 1) {
      values[start + i * along.step] = sum / size;
      sum += line[Math.min(last, i + radiusPx + 1)] - line[Math.max(0, i - radiusPx)];
    }
  }
}

/** Clamps to [0, 1] with a soft toe and shoulder, like film: x^2 near the toe, mirrored at the shoulder. */
function shoulder(x: number): number {
  const knee = 0.12;
  if (x <= -knee) return 0;
  if (x < knee) return (x + knee) ** 2 / (4 * knee);
  if (x <= 1 - knee) return x;
  return x < 1 + knee ? 1 - (1 + knee - x) ** 2 / (4 * knee) : 1;
}

/** Detector blur: binomial [1 2 1] / 4 both ways, in place, borders repeated. */
function blur3(film: Float32Array, widthPx: number, heightPx: number): void {
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    let before = film[row];
    for (let x = 0; x < widthPx; x += 1) {
      const here = film[row + x];
      const after = x + 1 < widthPx ? film[row + x + 1] : here;
      film[row + x] = 0.25 * before + 0.5 * here + 0.25 * after;
      before = here;
    }
  }
  const above = film.slice(0, widthPx);
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    for (let x = 0; x < widthPx; x += 1) {
      const here = film[row + x];
      const below = y + 1 < heightPx ? film[row + widthPx + x] : here;
      film[row + x] = 0.25 * above[x] + 0.5 * here + 0.25 * below;
      above[x] = here;
    }
  }
}
