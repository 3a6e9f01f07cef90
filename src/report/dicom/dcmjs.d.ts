/** The part of dcmjs that is used; the package comes without types. */
declare module 'dcmjs' {
  /** Elements by their tag, as in DICOM's JSON model. */
  type Elements = Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>;

  export const data: {
    readonly DicomMetaDictionary: {
      /** Elements by keyword -> by tag, with the dictionary's VR unless `_vrMap` has another. */
      denaturalizeDataset(dataset: object): Elements;
      naturalizeDataset(elements: Elements): Record<string, unknown>;
    };
    readonly DicomDict: new (meta: Elements) => { dict: Elements; write(options?: object): ArrayBuffer };
    readonly DicomMessage: {
      readFile(file: ArrayBuffer): { readonly meta: Elements; readonly dict: Elements };
    };
  };
}
