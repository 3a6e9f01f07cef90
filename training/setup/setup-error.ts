/** Purpose: the one error of setup that is meant for the user's eyes, without a stack. */

/** What went wrong and what to do about it; `message` is one or more full sentences. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** What to say to the user when there was no room or no right, of the thing that was being brought. */
export interface Need {
  /** Room to make, for example `about 1 GB`. */
  readonly room: string;
  /** What to do then, for example `run "npm run setup" again`. */
  readonly retry: string;
}

/** What setup as a whole needs. */
export const SETUP_NEED: Need = { room: 'about 1 GB', retry: 'run "npm run setup" again' };

/**
 * Turns a file system error into words where the cause is known.
 *
 * @param error anything that was thrown
 * @param doing what setup was about, for example `unpacking the wheel`
 * @param need of what was being brought
 * @returns a SetupError for a full disk or missing rights, else `error` itself
 */
export function explainFileError(error: unknown, doing: string, need: Need = SETUP_NEED): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new SetupError(`The disk is full (while ${doing}). Free ${need.room} and ${need.retry}.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new SetupError(
      `No right to write (while ${doing}): ${String(error)}. As the folder's owner, ${need.retry}.`,
    );
  }
  return error;
}
