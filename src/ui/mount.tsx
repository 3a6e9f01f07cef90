/**
 * Puts the page on screen, with its ports.
 */
import { Fragment, StrictMode, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import { App } from './app.tsx';
import { getLanguage, subscribeLanguage } from './language.ts';
import { applyTheme, readTheme } from './theme.ts';
import { AppContext, type AppPorts } from './use-app.ts';

/** Renders at once: the file input has to be there at the first paint. */
export function mountApp(element: HTMLElement, ports: AppPorts): void {
  applyTheme(readTheme());
  const root = createRoot(element);
  flushSync(() =>
    root.render(
      <StrictMode>
        <AppContext value={ports}>
          <InLanguage />
        </AppContext>
      </StrictMode>,
    ),
  );
}

/** Another language is another page on the same studies: no text of the one before can stay behind. */
function InLanguage() {
  const language = useSyncExternalStore(subscribeLanguage, getLanguage);
  return (
    <Fragment key={language}>
      <App />
    </Fragment>
  );
}
