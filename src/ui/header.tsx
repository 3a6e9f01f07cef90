/**
 * The head of the page: what it is, what it isn't, how files come in, and the state of engine and offline copy. On a narrow
 * screen two rows, so that the film begins high: what the page is, then its controls.
 */
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { OfflineStatus, ShownRollback, UpdateAnswer } from '../runtime/offline.ts';
import { AboutButton } from './about/about-button.tsx';
import button from './button.module.css';
import { FilesButton } from './file-buttons.tsx';
import styles from './header.module.css';
import { LanguageChoice } from './language-choice.tsx';
import { STRINGS } from './strings.ts';
import { applyTheme, readTheme } from './theme.ts';
import { useApp, useEngineState } from './use-app.ts';
import { useNarrow } from './use-narrow.ts';

/** The header; its first control is "Choose files". */
export function Header() {
  const isNarrow = useNarrow();
  return (
    <header className={styles.header}>
      <div className={styles.brand}>
        <h1 className={styles.name}>{STRINGS.header.name}</h1>
        <p className={styles.notice}>{STRINGS.header.notice}</p>
      </div>
      <FilesButton />
      {!isNarrow && <PageState />}
      <div className={styles.tools}>
        <AboutButton />
        <LanguageChoice />
        <ThemeButton />
      </div>
    </header>
  );
}

/** Engine and offline copy: in the header, where there is room, else in the footer. */
export function PageState() {
  return (
    <div className={styles.state}>
      <EngineNote />
      <OfflineNote />
    </div>
  );
}

/** Keeps the room of the longest text that usually comes, so that what lies beside it never moves. */
function Steady({ usual, children }: { readonly usual: string; readonly children: ReactNode }) {
  return (
    <span className={styles.steady}>
      {children}
      <span className={styles.usual} data-text={usual} aria-hidden="true" />
    </span>
  );
}

function EngineNote() {
  const engine = useEngineState();
  const { engineLoading, engineLocked, engineReady } = STRINGS.header;
  const text =
    engine.kind === 'ready'
      ? engineReady(STRINGS.engines[engine.engine])
      : engine.kind === 'loading'
        ? `${engineLoading}…`
        : engineLocked;
  return (
    <Steady usual={engineReady(STRINGS.engines.wasm)}>
      <span className={engine.kind === 'locked' ? styles.fault : undefined}>{text}</span>
    </Steady>
  );
}

function OfflineNote() {
  const { offline } = useApp();
  const status = useSyncExternalStore(offline.subscribe, offline.getStatus);
  const [answer, setAnswer] = useState<UpdateAnswer>('reloading');
  const { update, updateBlocked, updateHeld } = STRINGS.header;
  if (status.hasUpdate) {
    const apply = async (): Promise<void> => setAnswer(await offline.applyUpdate());
    return (
      <>
        <button type="button" className={button.plain} onClick={() => void apply()}>
          {update}
        </button>
        {answer !== 'reloading' && (
          <span role="alert">{answer === 'films-open' ? updateHeld : updateBlocked}</span>
        )}
      </>
    );
  }
  const { offlineReady, offlineUnavailable, offlinePending, offlineSingleFile } = STRINGS.header;
  const texts = {
    ready: offlineReady,
    preparing: offlinePending,
    unavailable: offlineUnavailable,
    'single-file': offlineSingleFile,
  } satisfies Record<OfflineStatus['state'], string>;
  return (
    <>
      <Steady usual={offlinePending}>
        <span>{texts[status.state]}</span>
      </Steady>
      {status.rollback !== null && <RollbackNote rollback={status.rollback} />}
    </>
  );
}

function RollbackNote({ rollback: { refused, used, isInUse } }: { readonly rollback: ShownRollback }) {
  const { rolledBack, rollsBack } = STRINGS.header;
  return <span role="alert">{(isInUse ? rolledBack : rollsBack)(refused, used)}</span>;
}

function ThemeButton() {
  const [theme, setTheme] = useState(readTheme);
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark';
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button
      type="button"
      className={`${button.plain} ${styles.icon}`}
      aria-pressed={theme === 'light'}
      aria-label={STRINGS.header.lightTheme}
      title={STRINGS.header.lightTheme}
      onClick={toggle}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
      </svg>
    </button>
  );
}
