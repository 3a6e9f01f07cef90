/**
 * The sentence of a result. Its text is `describeSplit`'s to the letter; a line only never breaks between a number and
 * its percent sign.
 */
import { describeSplit, formatFigures } from './phrases.ts';
import styles from './sentence.module.css';

/** "This image is 99.98 % pneumonia and 0.02 % normal." */
export function Sentence({ probabilityPneumonia }: { readonly probabilityPneumonia: number }) {
  const [first, second] = formatFigures(probabilityPneumonia);
  const text = describeSplit(probabilityPneumonia);
  const firstEnd = text.indexOf(first) + first.length;
  const secondStart = text.indexOf(second, firstEnd);
  return (
    <>
      {text.slice(0, firstEnd - first.length)}
      <span className={styles.figure}>{first}</span>
      {text.slice(firstEnd, secondStart)}
      <span className={styles.figure}>{second}</span>
      {text.slice(secondStart + second.length)}
    </>
  );
}
