/** Purpose: the one error of setup that is meant for the user's eyes, without a stack. */

/** What went wrong and what to do about it; `message` is one or more full sentences. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/**
 * Turns a file system error into words where the cause is known.
 *
 * @param error anything that was thrown
 * @param doing what setup was about, for example `unpacking the wheel`
 * @returns a SetupError for a full disk or missing rights, else `error` itself
 */
export function explainFileError(error: unknown, doing: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new SetupError(
      `The disk is full (while ${doing}). Free about 1 GB and run "npm run setup" again.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new SetupError(
      `No right to write (while ${doing}): ${String(error)}. Run setup as the folder's owner.`,
    );
  }
  return error;
}
