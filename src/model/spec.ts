/**
 * What the network takes and gives: the few facts that training, export and page must agree on.
 * Invariant: everything here is recorded in the model card, and a card that says otherwise is refused.
 */

/** Side of the square network input in pixels. */
export const INPUT_SIZE_PX = 160;

/** The two classes as labelled in the data set; the network's single logit is for the second one. */
export const CLASSES = ['normal', 'pneumonia'] as const;

/** One of the two labels of the data set (Kermany et al., Cell 2018). */
export type ClassName = (typeof CLASSES)[number];

/** Names of the exported model's three output layers, in output order. */
export const OUTPUT_NAMES = {
  /** [N, 1] float32: uncalibrated score for pneumonia, any real number. */
  logit: 'logit',
  /** [N, h, w, C] float32 >= 0: last feature map, the ground of the class activation map. */
  featureMap: 'feature_map',
  /** [N, C] float32 >= 0: global average of the feature map, the ground of the familiarity score. */
  embedding: 'embedding',
} as const;

/** Rows and columns that the feature map is reduced to for the domain check: its sides are multiples of this. */
export const PROFILE_CELLS = 5;
