/**
 * The choice of the language; none is offered where there is only one.
 */
import { flushSync } from 'react-dom';
import { getLanguage, LANGUAGES, type Language, putLanguage, rememberLanguage, tagOf } from './language.ts';
import styles from './language-choice.module.css';
import { STRINGS } from './strings.ts';

const ID = 'language';

/** A native select. */
export function LanguageChoice() {
  const codes = Object.keys(LANGUAGES) as Language[];
  const choose = async (code: string): Promise<void> => {
    const language = codes.find((one) => one === code);
    if (language === undefined) return;
    await putLanguage(language);
    rememberLanguage(language);
    // The page was drawn anew, this select too: the focus goes on where it was.
    flushSync(() => undefined);
    document.getElementById(ID)?.focus();
  };
  return (
    <select
      id={ID}
      className={styles.choice}
      aria-label={STRINGS.header.language}
      value={getLanguage()}
      onChange={(event) => void choose(event.target.value)}
    >
      {codes.map((code) => (
        <option key={code} value={code} lang={tagOf(code)}>
          {LANGUAGES[code]}
        </option>
      ))}
    </select>
  );
}
