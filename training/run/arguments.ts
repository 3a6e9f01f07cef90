/** Command-line flags, checked: an unknown flag or a missing value stops the command with the usage. */
import { parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

/** How one flag reads. */
export interface Flag {
  readonly kind: 'text' | 'count' | 'switch';
  readonly help: string;
  readonly isRequired?: boolean;
}

/** Values of the flags given. */
export interface Arguments {
  text(name: string): string | undefined;
  requireText(name: string): string;
  count(name: string): number | undefined;
  has(name: string): boolean;
}

/**
 * @param args without node and script, usually `process.argv.slice(2)`
 * @throws CommandError `usage` with the flags explained
 */
export function parseArguments(
  command: string,
  flags: Readonly<Record<string, Flag>>,
  args: readonly string[],
): Arguments {
  const usage = (problem: string): CommandError => {
    const lines = Object.entries(flags).map(([name, flag]) => {
      const value = flag.kind === 'switch' ? '' : flag.kind === 'count' ? ' N' : ' VALUE';
      return `  --${name}${value}`.padEnd(20) + flag.help + (flag.isRequired === true ? ' (required)' : '');
    });
    return new CommandError('usage', [`${command}: ${problem}`, ...lines].join('\n'));
  };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      { type: flag.kind === 'switch' ? 'boolean' : 'string' } as const,
    ]),
  );
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  for (const [name, flag] of Object.entries(flags)) {
    // A shell's variable that isn't set: going on as if nothing had been asked would do something else than was meant.
    if (text(name) === '') throw usage(`--${name} has no value.`);
    if (flag.isRequired === true && text(name) === undefined) throw usage(`--${name} is missing.`);
    const value = text(name);
    if (flag.kind === 'count' && value !== undefined && !/^[1-9]\d*$/.test(value)) {
      throw usage(`--${name} takes a whole number from 1, not "${value}".`);
    }
  }
  return {
    text,
    requireText: (name) => {
      const value = text(name);
      if (value === undefined) throw usage(`--${name} is missing.`);
      return value;
    },
    count: (name) => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
    has: (name) => values[name] === true,
  };
}
