/**
 * The language of the page: chosen, remembered where the browser lets us, else the browser's own.
 * Invariants: English is in the page, every other language is one file that is fetched as a whole before anything of it is
 * shown; what scripts read (codes, statuses, CSV, the counts of the status line) is the same in every language.
 */
import { type CodeTexts, ENGLISH_CODES, putCodeTexts } from './code-texts.ts';
import { putLocale } from './format.ts';
import { ENGLISH, putStrings, type Strings } from './strings.ts';

/** All texts of one language. */
export interface Catalogue {
  readonly strings: Strings;
  readonly codes: CodeTexts;
}

/** Languages by code (BCP 47), as they call themselves. */
export const LANGUAGES = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  zh: '中文（简体）',
  pt: 'Português',
  it: 'Italiano',
  ar: 'العربية',
} as const;

/** Code of a language. */
export type Language = keyof typeof LANGUAGES;

type Loader = () => Promise<{ readonly default: Catalogue }>;

/** Every other language is a file of its own. */
const LOADERS: Readonly<Record<Exclude<Language, 'en'>, Loader>> = {
  es: () => import('./languages/es.ts'),
  fr: () => import('./languages/fr.ts'),
  zh: () => import('./languages/zh.ts'),
  pt: () => import('./languages/pt.ts'),
  it: () => import('./languages/it.ts'),
  ar: () => import('./languages/ar.ts'),
};

/** Where the code alone does not say which script, and so which letters, are meant. */
const TAGS: Readonly<Partial<Record<Language, string>>> = { zh: 'zh-Hans' };

/** Written from right to left. */
const RIGHT_TO_LEFT: readonly string[] = ['ar'];

const KEY = 'lungfield-language';

/** What a `lang` attribute says of a language. */
export function tagOf(language: Language): string {
  return TAGS[language] ?? language;
}

function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** The remembered language, else the first of the browser's that there is, else English. */
export function readLanguage(): Language {
  try {
    const remembered = localStorage.getItem(KEY);
    if (remembered !== null && isLanguage(remembered)) return remembered;
  } catch {
    // Without storage the browser's own languages decide.
  }
  const codes = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return codes.find(isLanguage) ?? 'en';
}

/** Remembers a choice of the reader's. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Nowhere to remember it: the next visit is in the browser's language.
  }
}

/** Fetches a language's texts. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const loaders: Readonly<Record<string, Loader | undefined>> = LOADERS;
  const loaded = await loaders[language]?.();
  return loaded?.default ?? { strings: ENGLISH, codes: ENGLISH_CODES };
}

/** Fetches every language, so that the page asks for none later. */
export async function preloadCatalogues(): Promise<void> {
  await Promise.allSettled(Object.values<Loader>(LOADERS).map((load) => load()));
}

let current: Language = 'en';
const listeners = new Set<() => void>();

/** The language in use. */
export function getLanguage(): Language {
  return current;
}

/** Called after every change of the language. */
export function subscribeLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Puts a language in use.
 *
 * @throws TypeError when its texts cannot be fetched; the language before stays
 */
export async function putLanguage(language: Language): Promise<void> {
  const { strings, codes } = await loadCatalogue(language);
  putStrings(strings);
  putCodeTexts(codes);
  putLocale(language);
  current = language;
  const html = document.documentElement;
  html.lang = tagOf(language);
  html.dir = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  for (const listener of listeners) listener();
}
