/**
 * The list of all files ever added, as the reader sorted and filtered it; only the visible cards exist.
 * Keyboard: the list is one stop of the tab key; arrows, Home and End move within it, Enter opens.
 * Invariant: the card with the focus is never taken out of the document, however far the list is scrolled.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  lazy,
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { statusOf } from '../study/study.ts';
import { FolderButton } from './file-buttons.tsx';
import { OwnSetButton } from './own-set/own-set-button.tsx';
import { showResult } from './reading-place.ts';
import { SampleOffer } from './sample-offer.tsx';
import { STRINGS } from './strings.ts';
import { StudyCard } from './study-card.tsx';
import { shownStudyId, useApp, useAppState, useModelCard } from './use-app.ts';
import styles from './worklist.module.css';
import { WorklistProgress } from './worklist-progress.tsx';
import { WorklistTools } from './worklist-tools.tsx';
import { selectStudies, WHOLE_LIST, type WorklistView } from './worklist-view.ts';

/** Height of a card with a score; others are measured. */
const CARD_HEIGHT_PX = 130;
const MemoCard = memo(StudyCard);

const ScoreDistribution = lazy(() => import('./score-distribution.tsx'));

/** Fetches the distribution's code before it is opened. */
export async function preloadScoreDistribution(): Promise<void> {
  await import('./score-distribution.tsx');
}

/** The worklist with its progress. */
export function Worklist() {
  const hasStudies = useAppState((state) => state.studies.length > 0);
  const [view, setView] = useState(WHOLE_LIST);
  return (
    <section className={styles.worklist} aria-labelledby="worklist-title">
      <div className={styles.head}>
        <h2 id="worklist-title" className={styles.title}>
          {STRINGS.worklist.title}
        </h2>
        <FolderButton />
        <WorklistProgress />
        {hasStudies && <WorklistTools view={view} onChange={setView} />}
      </div>
      {hasStudies ? (
        <StudyList view={view} />
      ) : (
        // Without the list itself, which measures its room while the page is drawn for the first time.
        <div className={styles.scroller}>
          <p className={styles.none}>{STRINGS.worklist.none}</p>
        </div>
      )}
      <div className={styles.foot}>
        {hasStudies && (
          <>
            <Distribution />
            <SampleOffer place="list" />
          </>
        )}
        <OwnSetButton />
      </div>
    </section>
  );
}

/** Closed at first: it is of the batch, not of the film on screen. */
function Distribution() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{STRINGS.worklist.distribution.title}</summary>
      {isOpen && (
        <Suspense fallback={null}>
          <ScoreDistribution />
        </Suspense>
      )}
    </details>
  );
}

/** The indices to list, in order; a long list is sorted anew when there is time for it. */
function useListedIds(view: WorklistView): readonly number[] {
  const studies = useDeferredValue(useAppState((state) => state.studies));
  const threshold = useAppState((state) => state.threshold);
  const isReadFirst = useAppState((state) => state.isReadFirst);
  const card = useModelCard();
  const ids = useMemo(
    () => selectStudies(studies, view, { threshold, card, isReadFirst }),
    [studies, view, threshold, card, isReadFirst],
  );
  // Most changes of a batch move nothing: the same array keeps the list from measuring thousands of places anew.
  const [held, setHeld] = useState(ids);
  const isSame = held.length === ids.length && ids.every((id, place) => held[place] === id);
  if (!isSame) setHeld(ids);
  return isSame ? held : ids;
}

function StudyList({ view }: { readonly view: WorklistView }) {
  const { store } = useApp();
  const studies = useAppState((state) => state.studies);
  const ids = useListedIds(view);
  const shownId = useAppState(shownStudyId);
  const scrollerRef = useRef<HTMLDivElement>(null);
  const [focusedId, setFocusedId] = useState<number | null>(null);
  // The list keeps a stop of the tab key, whatever is filtered out of it.
  const tabStop = Math.max(0, ids.indexOf(focusedId ?? shownId ?? 0));

  const virtualizer = useVirtualizer({
    count: ids.length,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => CARD_HEIGHT_PX,
    overscan: 4,
    rangeExtractor: useCallback(
      (range: Range) => withIndex(defaultRangeExtractor(range), tabStop, range.count),
      [tabStop],
    ),
  });

  const select = useCallback(
    (id: number) => {
      // The result of the chosen film is what scrolls into view, not that of the film before.
      flushSync(() => store.dispatch({ type: 'selected', id }));
      showResult();
    },
    [store],
  );
  const pendingFocus = useRef<number | null>(null);
  const moveTo = (place: number): void => {
    pendingFocus.current = ids[place];
    setFocusedId(ids[place]);
    virtualizer.scrollToIndex(place);
  };
  // The card may only come into being by the render that follows the move.
  useEffect(() => {
    if (pendingFocus.current === null) return;
    const button = scrollerRef.current?.querySelector<HTMLElement>(
      `[data-study="${pendingFocus.current}"] [data-card-button]`,
    );
    if (!button) return;
    pendingFocus.current = null;
    button.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = targetOfKey(event.key, tabStop, ids.length);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moveTo(target);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys move the focus between the buttons inside
    <div className={styles.scroller} ref={scrollerRef} onKeyDown={onKeyDown}>
      {ids.length === 0 ? (
        <p className={styles.none}>{STRINGS.worklist.noMatch}</p>
      ) : (
        <ul
          className={styles.list}
          style={{ height: virtualizer.getTotalSize() }}
          aria-label={STRINGS.worklist.list}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const id = ids[item.index];
            const study = id === undefined ? undefined : studies[id];
            if (study === undefined) return null;
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                className={styles.item}
                style={{ transform: `translateY(${item.start}px)` }}
                data-index={item.index}
                data-study={study.id}
                data-status={statusOf(study)}
                aria-setsize={ids.length}
                aria-posinset={item.index + 1}
              >
                <MemoCard
                  study={study}
                  isShown={study.id === shownId}
                  isTabStop={item.index === tabStop}
                  onSelect={select}
                  onFocus={setFocusedId}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** The visible range and one more index, in order. */
function withIndex(indices: number[], index: number, count: number): number[] {
  if (index >= count || indices.includes(index)) return indices;
  return [...indices, index].sort((a, b) => a - b);
}

/** Where a key leads from a card; null for keys that don't move. */
function targetOfKey(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, count - 1);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
