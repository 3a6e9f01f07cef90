/** An error that is the caller's to mend: shown as its message alone, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Short stable code, e.g. `disk-full`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
