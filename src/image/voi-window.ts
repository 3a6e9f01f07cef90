/**
 * The VOI window: which values are shown as grey, between black and white (DICOM PS3.3 C.11.2.1.2, C.11.2.1.3). Used by the
 * decoder of DICOM and by the viewer, so that a film looks on screen as it was read.
 */

/** A window. */
export interface VoiWindow {
  readonly center: number;
  /** At least 1 for `linear`, more than 0 for the others. */
  readonly width: number;
  readonly shape: 'linear' | 'linear-exact' | 'sigmoid';
}

/**
 * Applies a window.
 *
 * @returns 0 (black) to 1 (white)
 */
export function applyWindow(window: VoiWindow, value: number): number {
  const { center, width, shape } = window;
  switch (shape) {
    case 'sigmoid':
      return 1 / (1 + Math.exp((-4 * (value - center)) / width));
    case 'linear-exact':
      if (value <= center - width / 2) return 0;
      if (value > center + width / 2) return 1;
      return (value - center) / width + 0.5;
    default:
      if (value <= center - 0.5 - (width - 1) / 2) return 0;
      if (value > center - 0.5 + (width - 1) / 2) return 1;
      return (value - (center - 0.5)) / (width - 1) + 0.5;
  }
}
