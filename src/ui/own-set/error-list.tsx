/**
 * The wrong calls of the reader's own set; each leads to its film.
 */
import { flushSync } from 'react-dom';
import { listErrors, type OwnSet } from '../../study/own-set.ts';
import { formatShares } from '../format.ts';
import table from '../performance-table.module.css';
import { showResult } from '../reading-place.ts';
import { STRINGS } from '../strings.ts';
import { useApp, useAppState } from '../use-app.ts';
import styles from './own-set.module.css';

/** More than anybody goes through here; the files have all. */
const MAX_SHOWN = 200;

/** The errors at the present threshold. */
export function ErrorList({ set }: { readonly set: OwnSet }) {
  const { store } = useApp();
  const threshold = useAppState((state) => state.threshold);
  const errors = listErrors(set, threshold);
  const shown = errors.slice(0, MAX_SHOWN);
  const open = (id: number, from: Element): void => {
    from.closest('dialog')?.close();
    flushSync(() => store.dispatch({ type: 'selected', id }));
    showResult();
  };
  return (
    <section className={styles.column} aria-label={STRINGS.ownSet.errors(errors.length)}>
      <h3 className={styles.heading}>{STRINGS.ownSet.errors(errors.length)}</h3>
      {shown.length > 0 && (
        <table className={table.table}>
          <caption>{STRINGS.ownSet.errorsNote(shown.length, errors.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{STRINGS.ownSet.film}</th>
              <th scope="col">{STRINGS.ownSet.truth}</th>
              <th scope="col">{STRINGS.ownSet.score}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ study, truth, probabilityPneumonia }) => (
              <tr key={study.id}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.link}
                    onClick={(event) => open(study.id, event.currentTarget)}
                  >
                    {study.name}
                  </button>
                </th>
                <td>{STRINGS.ownSet.classes[truth]}</td>
                <td>{formatShares(probabilityPneumonia).pneumonia}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
