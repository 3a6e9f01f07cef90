/**
 * Hands a file to the browser's downloads.
 */

/** Chromium reads the blob after the click has returned; a minute is ample. */
const REVOKE_AFTER_MS = 60_000;

/** Saves a blob under a name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
