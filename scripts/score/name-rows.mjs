/**
 * Puts the rows of a table to the files that they come from: the page knows a file's name alone, and an archive's members as
 * `name/member`. Invariant: a row gets a path only where no other file can have given it; otherwise it keeps the page's name.
 */

/** @typedef {import('./list-files.mjs').ListedFile} ListedFile */
/** @typedef {import('./shard-file.mjs').Table} Table */
/** @typedef {'whole' | 'member' | null} Kind how a row can belong to a file */

/**
 * As the page's own export has it (`src/report/csv.ts`, held together by a test): no name becomes a formula in a spreadsheet.
 *
 * @param {string} text
 */
export function escapeFormula(text) {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param {string} name as the row has it
 * @param {ListedFile} file
 * @returns {Kind}
 */
function kindOf(name, { path }) {
  const own = escapeFormula(nameOf(path));
  if (name === own) return 'whole';
  return name.startsWith(`${own}/`) ? 'member' : null;
}

/**
 * Gives each row, in order, the first file that it can come from: rows come in the order of their files, a file has one row of its own or
 * any number of members' rows.
 *
 * @param {readonly string[]} names of the rows
 * @param {readonly ListedFile[]} files
 * @returns {number[]} for each row a file's place, -1 where there is none
 */
function placeEarly(names, files) {
  let last = -1;
  /** @type {Kind} */
  let lastKind = null;
  return names.map((name) => {
    const from = lastKind === 'member' && name.includes('/') ? last : last + 1;
    const at = files.findIndex((file, place) => place >= from && kindOf(name, file) !== null);
    if (at === -1) return -1;
    last = at;
    lastKind = kindOf(name, files[at]);
    return at;
  });
}

/**
 * @template T
 * @param {readonly T[]} list
 * @returns {T[]} the other way round
 */
const turn = (list) => list.map((_, at) => list[list.length - 1 - at]);

/**
 * As `placeEarly`, with the last file that each row can come from.
 *
 * @param {readonly string[]} names
 * @param {readonly ListedFile[]} files
 */
function placeLate(names, files) {
  return turn(placeEarly(turn(names), turn(files))).map((at) => (at === -1 ? -1 : files.length - 1 - at));
}

/**
 * @param {Table} table of the page, with file names
 * @param {readonly ListedFile[]} files in the order given
 * @returns {{ table: Table, missing: string[] }} the table with paths, a member's as `path-of-archive/member`; and the paths of the files
 *   that no row is known to come from
 */
export function nameByPath(table, files) {
  const names = table.rows.map(({ file }) => file);
  const early = placeEarly(names, files);
  const late = placeLate(names, files);
  const sure = early.map((at, row) => (at === late[row] ? at : -1));
  const found = new Set(sure);
  return {
    table: {
      fields: table.fields,
      rows: table.rows.map((row, at) =>
        sure[at] === -1 ? row : { ...row, file: fullNameOf(row.file, files[sure[at]]) },
      ),
    },
    missing: files.filter((_, at) => !found.has(at)).map(({ path }) => path),
  };
}

/**
 * @param {string} name as the row has it
 * @param {ListedFile} file that it comes from
 */
function fullNameOf(name, { path }) {
  return escapeFormula(path + name.slice(escapeFormula(nameOf(path)).length));
}

/**
 * The next files for one page: no two archives of one name, whose members nothing could tell apart.
 *
 * @param {readonly ListedFile[]} files not empty
 * @param {number} most 1 or more
 * @returns {ListedFile[]} at least one
 */
export function takeStep(files, most) {
  /** @type {Set<string>} */
  const archives = new Set();
  const some = files.slice(0, most);
  const end = some.findIndex(({ path }) => {
    const name = nameOf(path);
    if (!/\.zip$/i.test(name)) return false;
    const isSecond = archives.has(name);
    archives.add(name);
    return isSecond;
  });
  return end === -1 ? some : some.slice(0, end);
}
