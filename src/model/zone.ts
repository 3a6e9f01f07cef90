/**
 * The indeterminate zone as it stands on the axis of the split. Pure.
 */
import { logitOf, sigmoid } from './assess.ts';

/** Two probabilities of pneumonia; between them, inclusive, the model declines to call an image. */
export interface Zone {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The zone at a threshold: it moves with the threshold by the same distance in log odds, as `decideFinding` does.
 *
 * @param zone the model card's, for a threshold of 0.5
 * @param threshold on the probability of pneumonia, in (0, 1)
 */
export function moveZone(zone: Zone, threshold: number): Zone {
  const shift = logitOf(threshold);
  return { lower: sigmoid(logitOf(zone.lower) + shift), upper: sigmoid(logitOf(zone.upper) + shift) };
}
