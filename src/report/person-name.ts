/**
 * A person's name as DICOM writes it (PS3.5 6.2.1): up to three ways of writing it, separated by `=`, each of up to five
 * parts, separated by `^`.
 */

/** The parts of a name; empty where there is none. */
export interface PersonName {
  readonly family: string;
  /** Given and middle names. */
  readonly given: readonly string[];
  /** As it is read: given names, then the family's. */
  readonly text: string;
}

/** Takes a name apart by its first way of writing that is not empty. */
export function parsePersonName(name: string): PersonName {
  const written = name.split('=').find((way) => way.replaceAll('^', '').trim() !== '') ?? '';
  const [family = '', first = '', middle = ''] = written.split('^').map((part) => part.trim());
  const given = [first, middle].filter((part) => part !== '');
  return { family, given, text: [...given, family].filter((part) => part !== '').join(' ') };
}
