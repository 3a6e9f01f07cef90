/**
 * Dark or light, remembered where the browser lets us. Invariant: without storage (private windows, blocked cookies)
 * everything works, the choice is only forgotten.
 */

/** Dark is the default: this is read in dark rooms. */
export type Theme = 'dark' | 'light';

const KEY = 'lungfield-theme';
const GROUND: Record<Theme, string> = { dark: '#0d0d0d', light: '#ffffff' };

/** The remembered theme, else dark. */
export function readTheme(): Theme {
  try {
    return localStorage.getItem(KEY) === 'light' ? 'light' : 'dark';
  } catch {
    return 'dark';
  }
}

/** Puts a theme on the document and remembers it. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[theme]);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nowhere to remember it: the next visit is dark.
  }
}
