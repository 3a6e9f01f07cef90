/**
 * The sentence of a result. Its text is `describeSplit`'s to the letter; a line only never breaks between a number and
 * its percent sign.
 */
import styles from './sentence.module.css';
import { describeSplit } from './strings.ts';

const FIGURE = /((?:[<>] )?\d+\.\d+ %)/;

/** "This image is 99.98 % pneumonia and 0.02 % normal." */
export function Sentence({ probabilityPneumonia }: { readonly probabilityPneumonia: number }) {
  const [before, first, between, second, after] = describeSplit(probabilityPneumonia).split(FIGURE);
  return (
    <>
      {before}
      <span className={styles.figure}>{first}</span>
      {between}
      <span className={styles.figure}>{second}</span>
      {after}
    </>
  );
}
