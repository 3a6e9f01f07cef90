/** JPEG by TensorFlow's own codec. */
import * as tf from '@tensorflow/tfjs-node';
import type { JpegRoundTrip } from './recodings.ts';

/** Saves and reads with libjpeg as TensorFlow holds it. */
export const nativeRoundTrip: JpegRoundTrip = async (grey, sizePx, quality) => {
  const image = tf.tensor3d(grey, [sizePx, sizePx, 1], 'int32');
  try {
    const bytes = await tf.node.encodeJpeg(image, 'grayscale', quality);
    return tf.tidy(() => Uint8Array.from(tf.node.decodeJpeg(bytes, 1).dataSync()));
  } finally {
    image.dispose();
  }
};
