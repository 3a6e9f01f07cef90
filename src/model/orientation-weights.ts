export const ORIENTATION_WEIGHTS = {
  version: 1,
  dataSha256: '',
  sidePx: 16,
  minEvidence: 1,
  rows: [''],
} as const;
