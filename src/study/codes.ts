/**
 * Every reason the app gives, as a code with a short English text: what is wrong, and what to do about it.
 * Codes go into exports and are part of the contract; texts may be reworded or translated.
 * Invariant: a code is never reused for another meaning.
 */

/** A reason in words. */
export interface CodeText {
  /** What is wrong (or unusual): one sentence. */
  readonly problem: string;
  /** What the reader can do: one sentence. */
  readonly action: string;
}

const SAVE_AS_PNG = 'Save it as PNG or JPEG, then add that file.';
const EXPORT_UNCOMPRESSED = 'Export it uncompressed (Explicit VR Little Endian) or as 16-bit PNG.';

/** Why a file gets no number: the input's fault. */
export const REJECTIONS = {
  'empty-file': { problem: 'The file is empty.', action: 'Copy or export it again from its source.' },
  'system-file': {
    problem: 'This is a file of the operating system, not an image.',
    action: 'Nothing to do: leave it out.',
  },
  'unknown-format': {
    problem: 'The content is not a known image format.',
    action: 'Add a chest radiograph as DICOM, PNG or JPEG.',
  },
  'format-dicomdir': {
    problem: 'This is a DICOM directory: it lists images but holds none.',
    action: 'Add the folder that it lies in: the images are in the files that it lists.',
  },
  'dicom-no-pixels': {
    problem: 'This DICOM file holds no image (a report, a document or a header alone).',
    action: 'Add the file of the radiograph itself.',
  },
  'dicom-too-few-pixels': {
    problem: 'This DICOM file holds fewer pixels than it declares.',
    action: 'Export it again from its source.',
  },
  'dicom-multi-frame': {
    problem: 'This DICOM file holds several images.',
    action: 'Choose the frame that you want; it is added to the list as a film of its own.',
  },
  'dicom-colour': {
    problem: 'This DICOM image is stored in colour, so it is not read as a radiograph.',
    action: 'Export the radiograph in grey (MONOCHROME2).',
  },
  'dicom-palette': {
    problem: 'This DICOM image is stored with a colour palette, so it is not read as a radiograph.',
    action: 'Export the radiograph in grey (MONOCHROME2).',
  },
  'dicom-bit-depth': {
    problem: 'This DICOM image does not have 8 to 16 bits per pixel.',
    action: 'Export it again with 8 or 16 bits allocated.',
  },
  'dicom-jpeg-12-bit': {
    problem: 'This DICOM file is compressed as 12-bit JPEG (Extended, Process 2 and 4), which is not read.',
    action: EXPORT_UNCOMPRESSED,
  },
  'dicom-jpeg-retired': {
    problem: 'This DICOM file is compressed by a retired kind of JPEG, which is not read.',
    action: EXPORT_UNCOMPRESSED,
  },
  'dicom-jpeg-point-transform': {
    problem:
      'This DICOM file is compressed as lossless JPEG with its lowest bits left out, which is not read.',
    action: EXPORT_UNCOMPRESSED,
  },
  'dicom-jpeg2000-multi': {
    problem: 'This DICOM file is compressed as JPEG 2000 Part 2 (multi-component), which is not read.',
    action: EXPORT_UNCOMPRESSED,
  },
  'dicom-jpegxl': {
    problem: 'This DICOM file is compressed as JPEG XL, which is not read.',
    action: EXPORT_UNCOMPRESSED,
  },
  'dicom-jpip': {
    problem: 'This DICOM file refers to its pixels on a server (JPIP) and holds none itself.',
    action: 'Export the image with its pixels.',
  },
  'dicom-video': {
    problem: 'This DICOM file holds a video (MPEG-2, H.264, HEVC or ST 2110), which is not read.',
    action: 'Save the one frame that you want as PNG, then add that file.',
  },
  'dicom-syntax-unknown': {
    problem: 'This DICOM file is stored in a transfer syntax that is not known here.',
    action: EXPORT_UNCOMPRESSED,
  },
  'format-tiff': {
    problem: 'This TIFF image is of a kind that is not read (inks, transparency, an unusual compression).',
    action: SAVE_AS_PNG,
  },
  'tiff-jpeg': {
    problem: 'The pixels in this TIFF image are compressed as JPEG, which is not read.',
    action: SAVE_AS_PNG,
  },
  'tiff-fax': {
    problem: 'This TIFF image is a fax (CCITT compression, black and white), which is not read.',
    action: 'Add the radiograph itself in grey, as DICOM, PNG or JPEG.',
  },
  'tiff-palette': {
    problem: 'This TIFF image is stored with a colour palette, so it is not read as a radiograph.',
    action: 'Save it in grey as PNG or TIFF, then add that file.',
  },
  'tiff-float': {
    problem: 'This TIFF image holds floating-point numbers, which have no agreed black and white.',
    action: 'Save it with 8 or 16 bits per pixel, then add that file.',
  },
  'tiff-bit-depth': {
    problem: 'This TIFF image does not have 8 or 16 bits per pixel.',
    action: 'Save it with 8 or 16 bits per pixel, then add that file.',
  },
  'format-webp': {
    problem: 'This WebP image moves or is transparent; only still, opaque ones are read.',
    action: SAVE_AS_PNG,
  },
  'format-bmp': {
    problem: 'This BMP image is of a kind that is not read (run lengths, 16 or 32 bits, OS/2).',
    action: SAVE_AS_PNG,
  },
  'format-gif': { problem: 'This is a GIF image, which is not read.', action: SAVE_AS_PNG },
  'format-heic': {
    problem: 'This is a HEIC image (a phone photo), which is not read.',
    action: SAVE_AS_PNG,
  },
  'format-avif': {
    problem: 'This AVIF image moves or is transparent; only still, opaque ones are read.',
    action: SAVE_AS_PNG,
  },
  'avif-unsupported': { problem: 'This browser cannot read AVIF images.', action: SAVE_AS_PNG },
  'pixels-withheld': {
    problem:
      'This browser, as it is set or as the page was opened, keeps the pixels of such an image from the page.',
    action: 'Save it as PNG and add that file.',
  },
  'format-jpeg2000': { problem: 'This is a JPEG 2000 image, which is not read yet.', action: SAVE_AS_PNG },
  'format-jpegls': { problem: 'This is a JPEG-LS image, which is not read yet.', action: SAVE_AS_PNG },
  'format-jpegxl': { problem: 'This is a JPEG XL image, which is not read.', action: SAVE_AS_PNG },
  'format-icon': { problem: 'This is an icon, not a radiograph.', action: 'Leave it out.' },
  'format-psd': { problem: 'This is a Photoshop document, which is not read.', action: SAVE_AS_PNG },
  'format-nifti': { problem: 'This is a NIfTI volume, which is not read.', action: SAVE_AS_PNG },
  'format-document': {
    problem: 'This is an office document or a thumbnail store, not an image.',
    action: 'Add the radiograph itself as PNG or JPEG.',
  },
  'format-svg': {
    problem: 'This is an SVG drawing, not a radiograph.',
    action: 'Add the radiograph itself as PNG or JPEG.',
  },
  'format-html': {
    problem: 'This is a web page, not a radiograph.',
    action: 'Add the radiograph itself as PNG or JPEG.',
  },
  'format-pdf': {
    problem: 'This is a PDF document, which is not read.',
    action: 'Export the radiograph in it as PNG or JPEG, then add that file.',
  },
  'format-zip': {
    problem: 'This is a ZIP archive under another name inside of an archive, which is not read.',
    action: 'Unpack it, then add the folder or the images in it.',
  },
  'zip-damaged': {
    problem: 'The ZIP archive, or this file in it, is damaged: its checksum or its lengths are wrong.',
    action: 'Copy or download the archive again, in full.',
  },
  'zip-encrypted': {
    problem: 'This is protected by a password, which is not asked for here.',
    action: 'Unpack the archive, then add the folder or the images in it.',
  },
  'zip-compression': {
    problem: 'This file is compressed within its ZIP archive in a way that is not read.',
    action: 'Unpack the archive, then add the folder or the images in it.',
  },
  'zip-split': {
    problem: 'This is one part of a ZIP archive that was split.',
    action: 'Unpack all parts together, then add the folder or the images in it.',
  },
  'zip-empty': { problem: 'The ZIP archive holds no files.', action: 'Make the archive again.' },
  'zip-nested': {
    problem: 'This is a ZIP archive within an archive within an archive, which is not read.',
    action: 'Unpack the outer archive, then add what is in it.',
  },
  'zip-unsafe-name': {
    problem: 'The name of this file in its ZIP archive points outside of the archive.',
    action: 'Do not trust the archive; ask for the images themselves.',
  },
  'zip-bomb': {
    problem: 'The ZIP archive declares far more data than films have.',
    action: 'Do not trust the archive; ask for the images themselves.',
  },
  'format-archive': {
    problem: 'This is a compressed archive, which is not read.',
    action: 'Unpack it, then add the folder or the images in it.',
  },
  'format-video': {
    problem: 'This is a video, which is not read.',
    action: 'Save one frame as PNG or JPEG, then add that file.',
  },
  'jpeg-lossless': { problem: 'This is a lossless JPEG, which is not read yet.', action: SAVE_AS_PNG },
  'jpeg-arithmetic': {
    problem: 'This JPEG uses arithmetic coding, which browsers cannot read.',
    action: SAVE_AS_PNG,
  },
  'jpeg-hierarchical': {
    problem: 'This JPEG is hierarchical, which browsers cannot read.',
    action: SAVE_AS_PNG,
  },
  'jpeg-12-bit': {
    problem: 'This JPEG has 12 bits per pixel, which browsers cannot read.',
    action: 'Save it as 16-bit PNG, then add that file.',
  },
  truncated: {
    problem: 'The file ends before the image does.',
    action: 'Copy or download it again, in full.',
  },
  corrupt: { problem: 'The file is damaged.', action: 'Copy or export it again from its source.' },
  'labels-used': {
    problem: 'This table is no image: its labels are attached to the films that it names.',
    action: 'Open “Your own set” to see how the model does on them.',
  },
  'labels-no-columns': {
    problem: 'This table has no column of file names beside one of labels.',
    action: 'Name them “file” and “label”, with normal or pneumonia in each row, then add it again.',
  },
  'labels-no-names': {
    problem: 'This table has labels, but no column of file names.',
    action: 'Name that column “file”, then add the table again.',
  },
  'labels-no-labels': {
    problem: 'This table names files, but no column is known to hold their labels.',
    action: 'Name that column “label”, with normal or pneumonia in each row, then add the table again.',
  },
  'labels-no-classes': {
    problem: 'None of this table’s labels is normal or pneumonia (or 0 or 1).',
    action: 'Write the labels as these words, then add it again.',
  },
  'labels-own-results': {
    problem: 'This table is an export of this page: its findings are the model’s, no truth.',
    action: 'Add a table with labels that were made without the model.',
  },
  'too-small': {
    problem: 'The image is too small to be read: its shorter side is under 200 pixels.',
    action: 'Add the radiograph at full size.',
  },
  'too-large': {
    problem: 'The image has more than 64 megapixels, or its file more than 512 MB.',
    action: 'Save it at a smaller size, then add that file.',
  },
  'near-constant': {
    problem: 'The image is nearly one single grey.',
    action: 'Check that it was exported with the right window, then add it again.',
  },
  'colour-image': {
    problem: 'The image is in colour, so it is not a radiograph.',
    action: 'Add a chest radiograph in grey.',
  },
  'not-a-chest-radiograph': {
    problem: 'The image does not look like a frontal chest radiograph, so it gets no number.',
    action: 'Add the frontal chest radiograph itself: upright, filling the picture.',
  },
  'not-a-chest-as-it-lies': {
    problem:
      'As it lies, the image does not look like a frontal chest radiograph; it may be turned or inverted.',
    action: 'Read it again as offered, or add the frontal chest radiograph itself.',
  },
} as const satisfies Record<string, CodeText>;

/** Code of a rejection. */
export type RejectionCode = keyof typeof REJECTIONS;

/** Why a study has no number though its file may be good: our fault, the machine's, or the reader's wish; it can be retried. */
export const FAILURES = {
  cancelled: { problem: 'It was cancelled before it was read.', action: 'Retry.' },
  'engine-locked': {
    problem: 'No engine on this computer passed its self-test, so nothing is computed.',
    action: 'See the notice about the engine; reload the page, then retry.',
  },
  'engine-lost': {
    problem: 'The graphics processor was lost during the computation.',
    action: 'Retry.',
  },
  'not-a-number': {
    problem: 'The engine returned something that is not a number.',
    action: 'Retry; if it happens again, reload the page with ?backend=wasm.',
  },
  'prediction-failed': { problem: 'The computation failed.', action: 'Retry.' },
  'decode-failed': { problem: 'Decoding failed unexpectedly.', action: 'Retry, or save it as PNG.' },
  'decode-timeout': {
    problem: 'Decoding took too long and was stopped.',
    action: 'Retry, or save the image at a smaller size.',
  },
  'decoder-crashed': {
    problem: 'The decoder stopped, perhaps for want of memory.',
    action: 'Close other tabs, then retry.',
  },
  'file-not-readable': {
    problem: 'The browser could not read the file: it was moved, changed, or is not permitted.',
    action: 'Add the file again.',
  },
} as const satisfies Record<string, CodeText>;

/** Code of a failure. */
export type FailureCode = keyof typeof FAILURES;

/** What is unusual about an image that was read all the same. */
export const WARNINGS = {
  'canvas-noise': {
    problem: 'This browser alters pixels read from a canvas (a protection against tracking).',
    action: 'Use PNG files, which are read exactly, or allow canvas access for this page.',
  },
  'colour-tint': {
    problem: 'The image is slightly coloured; its brightness alone was read.',
    action: 'Export the radiograph in grey if you can.',
  },
  'low-contrast': {
    problem: 'The image uses a small part of its grey range.',
    action: 'Export it with its full window if you can.',
  },
  saturated: {
    problem: 'Much of the middle of the image is pure black or white: detail is lost there.',
    action: 'Export it with a wider window, or from the original file, if you can.',
  },
  'wide-border': {
    problem: 'More than a quarter of the image is an empty frame, and the model reads the frame along.',
    action: 'Crop the image to the radiograph, then add that file.',
  },
  'burned-in-text': {
    problem: 'Text is drawn into the pixels of the image; it may name the patient.',
    action: 'Look at the image before you share it, its heatmap or a screenshot.',
  },
  'read-inverted': {
    problem: 'Black and white were exchanged before reading, as you asked.',
    action: 'Compare the film with its source.',
  },
  'read-turned': {
    problem: 'The image was turned before reading, as you asked.',
    action: 'Compare the film with its source.',
  },
  'dicom-window-ignored': {
    problem: 'The display window in this DICOM file shows nothing, so the range of its pixels was used.',
    action: 'Compare the image with what the viewer at its source shows.',
  },
  'tiff-first-page': {
    problem: 'The TIFF file holds several pages; the first one alone was read.',
    action: 'Save the page that you want as its own file.',
  },
  'animated-first-frame': {
    problem: 'The file holds an animation; its still image alone was read.',
    action: 'Save the frame that you want as its own file.',
  },
} as const satisfies Record<string, CodeText>;

/** Code of a warning. */
export type WarningCode = keyof typeof WARNINGS;

/** Why a result is withheld until the reader asks for it. */
export const WITHHOLDINGS = {
  'unlike-training-data': {
    problem:
      'The image is unlike the radiographs that the model learned from, so its answer may mean nothing.',
    action: 'Check that it is a frontal chest radiograph of a child; show the numbers only if it is.',
  },
  'film-inverted': {
    problem:
      'The film seems to be inverted, air white and bone black, if it is a frontal chest radiograph at all.',
    action: 'Invert it and read it again; show the numbers only if it is right as it is.',
  },
  'film-turned': {
    problem: 'The film seems to lie on its side or upside down, if it is a frontal chest radiograph at all.',
    action: 'Turn it upright and read it again; show the numbers only if it is upright as it is.',
  },
  'dicom-adult': {
    problem: 'The DICOM file says that the patient is 18 or older; the model learned from small children.',
    action: 'Use a tool made for adults; show the numbers only if the age in the file is wrong.',
  },
  'dicom-lateral': {
    problem: 'The DICOM file says that this is a lateral view; the model learned from frontal views.',
    action: 'Add the frontal view; show the numbers only if the file is wrong.',
  },
  'dicom-not-frontal': {
    problem: 'The DICOM file says that this is neither an AP nor a PA view.',
    action: 'Add the frontal view; show the numbers only if the file is wrong.',
  },
  'dicom-not-chest': {
    problem: 'The DICOM file says that this is not the chest.',
    action: 'Add a chest radiograph; show the numbers only if the file is wrong.',
  },
  'dicom-other-modality': {
    problem: 'The DICOM file says that this comes from another device than radiography.',
    action: 'Add a chest radiograph; show the numbers only if the file is wrong.',
  },
} as const satisfies Record<string, CodeText>;

/** Code of a withholding. */
export type WithholdingCode = keyof typeof WITHHOLDINGS;

/** Why the engine is locked and nothing is computed. */
export const LOCKS = {
  'backend-unknown': {
    problem: 'The address asks for a backend that does not exist.',
    action: 'Use ?backend=webgpu, ?backend=webgl, ?backend=wasm or ?backend=cpu, or none.',
  },
  'backend-unavailable': {
    problem: 'The backend that the address asks for cannot run here.',
    action: 'Open the page without ?backend.',
  },
  'self-test-failed': {
    problem: 'The engine does not give the numbers that it must give.',
    action: 'Open the page in another browser, or update the graphics driver.',
  },
  'asset-missing': {
    problem: 'A file of the model is missing on the server.',
    action: 'Ask whoever hosts this page to upload the whole build.',
  },
  'asset-is-html': {
    problem: 'The server sent a web page in place of a file of the model.',
    action: 'Ask whoever hosts this page to upload the whole build.',
  },
  'asset-unreachable': {
    problem: 'A file of the model could not be fetched.',
    action: 'Check the connection, then reload the page.',
  },
  'asset-corrupt': {
    problem: 'A file of the model is not the one that was released.',
    action: 'Reload the page; if it stays, ask whoever hosts it to upload the whole build.',
  },
  'card-invalid': {
    problem: 'The model card is malformed or does not fit its model.',
    action: 'Ask whoever hosts this page to upload the whole build.',
  },
  'model-invalid': {
    problem: 'The model cannot be loaded or does not have the shape it must have.',
    action: 'Ask whoever hosts this page to upload the whole build.',
  },
} as const satisfies Record<string, CodeText>;

/** Code of a lock. */
export type LockCode = keyof typeof LOCKS;
