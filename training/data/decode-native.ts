/**
 * The decoder of every real run: TensorFlow's libjpeg-turbo with the accurate integer transform and smooth chroma, which
 * gives the same grey values as the browsers' libjpeg-turbo. The only file of `training/data` with native code.
 */
import * as tf from '@tensorflow/tfjs-node';
import { createDecoder, type DecodedPixels, type Decoder } from './decode.ts';

/** JPEG by TensorFlow, PNG as in `decode.ts` (TensorFlow's own drops the low byte of 16 bits). CMYK comes out as RGB. */
export const nativeDecoder: Decoder = createDecoder('tensorflow-jpeg', decodeJpeg);

function decodeJpeg(bytes: Uint8Array): DecodedPixels {
  const tensor = tf.node.decodeJpeg(bytes, 0, 1, true, false, 1, 'INTEGER_ACCURATE');
  try {
    const [heightPx, widthPx, channels] = tensor.shape;
    if (channels !== 1 && channels !== 3)
      throw new RangeError(`An image of ${channels} channels is not supported.`);
    return { widthPx, heightPx, channels, pixels: new Uint8Array(tensor.dataSync()), white: 255 };
  } finally {
    tensor.dispose();
  }
}
