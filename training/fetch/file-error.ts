/** Tells a fault of the file system (permissions, a full disk) from one of the network or of the archive. */

/**
 * Whether Node's file system raised this. Errors of `fetch` carry the socket's error as their `cause`, and those of zlib
 * and yauzl have no system call.
 */
export function isFileError(error: unknown): error is Error & { readonly syscall: unknown } {
  return error instanceof Error && !(error instanceof TypeError) && 'syscall' in error;
}
