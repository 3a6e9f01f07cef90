/**
 * What `boot.ts` leaves for the page, and for each worker: the build's other files, packed.
 */

/** Left in `globalThis.lungfieldPack`. */
export interface Pack {
  /** Each file of the build by its path: gzip (RFC 1952) in base64. In a worker those alone that its code names. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Address of each worker's script by its path, in the form that `new Worker` takes: a TrustedScriptURL where the browser knows
   * such. Empty in a worker.
   */
  readonly workers: Readonly<Record<string, string>>;
}

/** @throws Error where `boot.ts` has not run */
export function getPack(): Pack {
  const { lungfieldPack } = globalThis as { lungfieldPack?: Pack };
  if (lungfieldPack === undefined) throw new Error('The page was not unpacked.');
  return lungfieldPack;
}
