/**
 * Puts the page on screen, with its ports.
 */
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import { App } from './app.tsx';
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
          <App />
        </AppContext>
      </StrictMode>,
    ),
  );
}
