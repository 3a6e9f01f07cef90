/**
 * The head of the page: what it is, what it isn't, how files come in, and the state of engine and offline copy.
 */
import { useState, useSyncExternalStore } from 'react';
import { AboutButton } from './about.tsx';
import button from './button.module.css';
import { FilesButton } from './file-buttons.tsx';
import styles from './header.module.css';
import { OperatingPointButton } from './operating-point/operating-point-button.tsx';
import { OwnReadSwitch } from './own-read/own-read-switch.tsx';
import { OwnSetButton } from './own-set/own-set-button.tsx';
import { STRINGS } from './strings.ts';
import { applyTheme, readTheme } from './theme.ts';
import { useApp, useEngineState } from './use-app.ts';

/** The header; its first control is "Choose files". */
export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.brand}>
        <h1 className={styles.name}>{STRINGS.header.name}</h1>
        <p className={styles.notice}>{STRINGS.header.notice}</p>
      </div>
      <FilesButton />
      <div className={styles.state}>
        <EngineNote />
        <OfflineNote />
      </div>
      <div className={styles.tools}>
        <OwnReadSwitch />
        <OperatingPointButton />
        <OwnSetButton />
        <AboutButton />
        <ThemeButton />
      </div>
    </header>
  );
}

function EngineNote() {
  const engine = useEngineState();
  const { engineLoading, engineLocked, engineReady } = STRINGS.header;
  const text =
    engine.kind === 'ready'
      ? engineReady(engine.engine)
      : engine.kind === 'loading'
        ? `${engineLoading}…`
        : engineLocked;
  return <span className={engine.kind === 'locked' ? styles.fault : undefined}>{text}</span>;
}

function OfflineNote() {
  const { offline } = useApp();
  const status = useSyncExternalStore(offline.subscribe, offline.getStatus);
  const [isBlocked, setIsBlocked] = useState(false);
  const { offlineReady, offlineUnavailable, offlinePending, update, updateBlocked } = STRINGS.header;
  if (status.hasUpdate) {
    const apply = async (): Promise<void> =>
      setIsBlocked((await offline.applyUpdate()) === 'other-tabs-open');
    return (
      <>
        <button type="button" className={button.plain} onClick={() => void apply()}>
          {update}
        </button>
        {isBlocked && <span role="alert">{updateBlocked}</span>}
      </>
    );
  }
  const texts = { ready: offlineReady, preparing: offlinePending, unavailable: offlineUnavailable };
  return <span>{texts[status.state]}</span>;
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
