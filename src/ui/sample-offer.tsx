/**
 * The synthetic samples behind one button; absent where the build carries none.
 */
import { useEffect, useId, useState } from 'react';
import button from './button.module.css';
import styles from './sample-offer.module.css';
import type { Sample } from './samples.ts';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';

/** Where an offer stands: in the middle of the empty page, or under a list that must not move. */
export interface SampleOfferProps {
  readonly place: 'page' | 'list';
}

type Labels = typeof STRINGS.samples.labels;

function isLabelled(kind: string): kind is keyof Labels {
  return Object.hasOwn(STRINGS.samples.labels, kind);
}

/** In the language in use; null for a sample that this page knows nothing of, which has its own label alone. */
function labelOf({ file }: Sample): string | null {
  const kind = file.replace(/^synthetic-(.*)\.png$/, '$1');
  return isLabelled(kind) ? STRINGS.samples.labels[kind] : null;
}

/** A button that opens the choice of samples; the button itself stays where it is. */
export function SampleOffer({ place }: SampleOfferProps) {
  const { samples } = useApp();
  const listId = useId();
  const [shelf, setShelf] = useState<readonly Sample[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isMounted = true;
    const load = async (): Promise<void> => {
      const list = await samples.list();
      if (isMounted) setShelf(list);
    };
    void load();
    return () => {
      isMounted = false;
    };
  }, [samples]);

  if (shelf.length === 0) return null;
  const add = (sample: Sample): void => {
    setHasFailed(false);
    samples.add(sample).catch(() => setHasFailed(true));
  };
  return (
    <div className={styles.offer} data-place={place}>
      <button
        type="button"
        className={button.plain}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {STRINGS.samples.offer}
      </button>
      <div id={listId} className={styles.choice} hidden={!isOpen}>
        <p className={styles.note}>{STRINGS.samples.note}</p>
        <ul className={styles.list}>
          {shelf.map((sample) => {
            const label = labelOf(sample);
            return (
              <li key={sample.file}>
                <button
                  type="button"
                  className={button.plain}
                  lang={label === null ? 'en' : undefined}
                  onClick={() => add(sample)}
                >
                  {label ?? sample.label}
                </button>
              </li>
            );
          })}
        </ul>
        {hasFailed && (
          <p role="alert" className={styles.note}>
            {STRINGS.samples.failed}
          </p>
        )}
      </div>
    </div>
  );
}
