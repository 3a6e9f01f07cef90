/**
 * A data set -> the bytes of a DICOM file (explicit VR little endian), by dcmjs, which is loaded when the first file is
 * written or the page gets ready for being offline.
 */
/** A value of an element. */
export type DicomValue =
  | string
  | number
  | readonly string[]
  | readonly ArrayBuffer[]
  | readonly DicomDataset[];

/** Elements by DICOM's keywords; an empty text or sequence is written as an empty element. */
export interface DicomDataset {
  readonly [keyword: string]: DicomValue;
}

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Names this program as a writer of files, whatever its version: drawn once. */
const IMPLEMENTATION_UID = '2.25.220336699303863724970017958715878304490';

/** Loads dcmjs. */
export async function loadDcmjs(): Promise<typeof import('dcmjs')> {
  const loaded = await import('dcmjs');
  forgetLogLevel();
  return loaded;
}

/**
 * loglevel, within dcmjs, leaves its level in the browser's storage when it is loaded; nothing of ours is to be found there.
 */
function forgetLogLevel(): void {
  try {
    globalThis.localStorage?.removeItem('loglevel');
  } catch {
    // Storage is blocked: nothing was stored either.
  }
}

/**
 * @param dataset with `SOPClassUID` and `SOPInstanceUID`
 * @param version of this program
 * @throws Error when a value does not fit its VR
 */
export async function writeDicomFile(
  dataset: DicomDataset,
  version: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { data } = await loadDcmjs();
  const { DicomDict, DicomMetaDictionary } = data;
  const meta = {
    FileMetaInformationVersion: [Uint8Array.of(0, 1).buffer],
    MediaStorageSOPClassUID: dataset.SOPClassUID,
    MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
    TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
    ImplementationClassUID: IMPLEMENTATION_UID,
    ImplementationVersionName: `LUNGFIELD_${version}`.slice(0, 16),
  };
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset(meta));
  // Pixels are bytes: the dictionary leaves their VR open.
  file.dict = DicomMetaDictionary.denaturalizeDataset({ ...dataset, _vrMap: { PixelData: 'OB' } });
  // A name or number that is longer than DICOM allows came so from the film, and is handed on as it is.
  return new Uint8Array(file.write({ fragmentMultiframe: false, allowInvalidVRLength: true }));
}
