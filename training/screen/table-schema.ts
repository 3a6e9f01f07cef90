/** Purpose: checks a table of configurations before hours are spent on it, since it may come from a file of the user's. */
import * as v from 'valibot';
import { CommandError } from '../run/command-error.ts';
import type { ScreeningTable } from './recipe.ts';

const VariantSchema = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]*$/)),
  tier: v.picklist([1, 2, 3]),
  why: v.pipe(v.string(), v.minLength(1)),
  change: v.strictObject({
    training: v.optional(v.record(v.string(), v.unknown())),
    augmentation: v.optional(v.record(v.string(), v.unknown())),
    architecture: v.optional(v.record(v.string(), v.unknown())),
    sizePx: v.optional(v.pipe(v.number(), v.integer(), v.minValue(32))),
  }),
});

const TableSchema = v.object({
  /** The type checker's to check; here only that it was not forgotten. */
  base: v.looseObject({ architecture: v.looseObject({}), augmentation: v.looseObject({}) }),
  variants: v.pipe(v.array(VariantSchema), v.minLength(1)),
  notTried: v.array(v.object({ name: v.string(), reason: v.string() })),
});

/**
 * Checks the form of a table. The values of a recipe are the type checker's to check, and the training's own.
 *
 * @returns the same object
 * @throws CommandError `usage` when the form is another or a name comes twice
 */
export function parseTable(table: unknown): ScreeningTable {
  if (!isTable(table)) {
    const issue = v.safeParse(TableSchema, table).issues?.[0];
    const where = issue === undefined ? '' : (v.getDotPath(issue) ?? '');
    throw new CommandError(
      'usage',
      `The table of configurations is wrong at "${where}": ${issue?.message ?? ''}`,
    );
  }
  const names = table.variants.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new CommandError('usage', `The table has two variants named "${twice}".`);
  return table;
}

function isTable(table: unknown): table is ScreeningTable {
  return v.is(TableSchema, table);
}
