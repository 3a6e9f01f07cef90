/** What a stranger who opens the ONNX file must know: taken from the model card, nothing typed. */
import type { ModelCard } from '../../../src/model/model-card.ts';
import type { OnnxLabels } from './onnx-graph.ts';

/** Words and numbers of the file. Numbers are plain decimals with a point. */
export function describeForOnnx(card: ModelCard): OnnxLabels {
  const { calibration, zones, model } = card;
  return {
    producerVersion: card.version,
    docString: `${card.intendedUse} ${card.limits.join(' ')}`,
    metadata: {
      name: card.name,
      model_sha256: model.sha256,
      input:
        `[N, ${model.inputSizePx}, ${model.inputSizePx}, 1] float32: grey, MONOCHROME2 (white is bone), resized with an ` +
        'antialiasing triangle filter (Pillow BILINEAR), then each image minus its mean, by its standard deviation',
      classes: model.classes.join(','),
      calibration_scale: String(calibration.scale),
      calibration_offset: String(calibration.offset),
      calibration:
        'probability of pneumonia = sigmoid(calibration_scale * logit + calibration_offset), for a prior of one half',
      prior: String(calibration.prior),
      zone_lower: String(zones.lower),
      zone_upper: String(zones.upper),
      licence: card.licence,
    },
  };
}
