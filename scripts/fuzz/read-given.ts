/**
 * A file as it is given to the page -> its first film: archives are opened, then what is in them is decoded.
 */
import { decode } from '../../src/image/decode.ts';
import type { Radiograph } from '../../src/image/radiograph.ts';
import { expandFiles } from '../../src/study/expand.ts';

/**
 * @returns the first film that can be read
 * @throws as `decode` and as a source's `open`, for the first of several that can't; RangeError where a file vanishes without a
 *   word
 */
export async function readGiven(bytes: Uint8Array<ArrayBuffer>): Promise<Radiograph> {
  const { sources } = await expandFiles([new File([bytes], 'film')]);
  const errors: unknown[] = [];
  for (const source of sources) {
    try {
      return await decode(await source.open());
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors.length > 0 ? errors[0] : new RangeError('A file that was given has no row.');
}
