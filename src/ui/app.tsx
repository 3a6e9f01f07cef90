/**
 * The page: header, result, film, worklist and footer, in the order a narrow screen shows them; a wide one places them
 * in three columns that never change their width.
 */

import styles from './app.module.css';
import { ExportControls } from './export-controls.tsx';
import { Film } from './film.tsx';
import { FilmSteps } from './film-steps.tsx';
import { Header, PageState } from './header.tsx';
import { LockedMessage } from './locked-message.tsx';
import { ReleaseNote } from './release-note.tsx';
import { Result } from './result.tsx';
import { STRINGS } from './strings.ts';
import { useEngineState } from './use-app.ts';
import { useIntake } from './use-intake.ts';
import { useNarrow } from './use-narrow.ts';
import { Worklist } from './worklist.tsx';

/** The whole page, itself the place to drop files. */
export function App() {
  const { getRootProps, isDragActive } = useIntake();
  const engine = useEngineState();
  const isNarrow = useNarrow();
  return (
    <div
      {...getRootProps({
        className: styles.page,
        role: 'group',
      })}
    >
      <div className={styles.header}>
        <Header />
      </div>
      <main className={styles.main}>
        {engine.kind === 'locked' ? (
          <div className={styles.locked}>
            <LockedMessage state={engine} />
          </div>
        ) : (
          <>
            <div className={styles.result}>
              <Result />
            </div>
            <div className={styles.film}>
              <Film />
            </div>
          </>
        )}
        <div className={styles.worklist}>
          <Worklist />
        </div>
      </main>
      <footer className={styles.footer}>
        <div className={styles.state}>
          <p>
            {STRINGS.footer.privacy} <ReleaseNote />
          </p>
          {isNarrow && <PageState />}
        </div>
        <ExportControls />
      </footer>
      {engine.kind !== 'locked' && <FilmSteps />}
      {isDragActive && (
        <div className={styles.dropNotice} aria-hidden="true">
          {STRINGS.intake.dropNow}
        </div>
      )}
    </div>
  );
}
