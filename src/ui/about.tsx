/**
 * The model card at the point of use: a dialog that the reader opens, never one that opens itself.
 */
import { useRef, useState } from 'react';
import { type ModelCard, shortModelHash } from '../model/model-card.ts';
import styles from './about.module.css';
import button from './button.module.css';
import { CountsTable } from './counts-table.tsx';
import { formatCount, toPercent } from './format.ts';
import { PerformanceTable } from './performance-table.tsx';
import { STRINGS } from './strings.ts';
import { useEngineState, useModelCard } from './use-app.ts';

/** The button and its dialog. */
export function AboutButton() {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const open = (): void => {
    setIsOpen(true);
    dialogRef.current?.showModal();
  };
  return (
    <>
      <button type="button" className={button.plain} onClick={open}>
        {STRINGS.header.about}
      </button>
      <dialog
        ref={dialogRef}
        className={styles.dialog}
        aria-labelledby="about-title"
        onClose={() => setIsOpen(false)}
      >
        {isOpen && <About onClose={() => dialogRef.current?.close()} />}
      </dialog>
    </>
  );
}

function About({ onClose }: { readonly onClose: () => void }) {
  const card = useModelCard();
  const engine = useEngineState();
  return (
    <>
      <div className={styles.head}>
        <h2 id="about-title" className={styles.title}>
          {STRINGS.about.title}
        </h2>
        <button type="button" className={button.plain} onClick={onClose}>
          {STRINGS.about.close}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-labelledby="about-title">
        {card === null ? (
          <p>{engine.kind === 'loading' ? STRINGS.about.loading : STRINGS.about.unavailable}</p>
        ) : (
          <CardFacts card={card} />
        )}
      </section>
    </>
  );
}

function CardFacts({ card }: { readonly card: ModelCard }) {
  return (
    <>
      <p>{STRINGS.result.notice}</p>
      <h3>{STRINGS.about.intendedUse}</h3>
      <p lang="en" dir="ltr">
        {card.intendedUse}
      </p>
      <h3>{STRINGS.about.limits}</h3>
      <ul className={styles.limits} lang="en" dir="ltr">
        {card.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <h3>{STRINGS.about.performance}</h3>
      <PerformanceTable performance={card.performance} />
      <h3>{STRINGS.about.howToRead}</h3>
      <HowToRead card={card} />
      <h3>{STRINGS.about.data}</h3>
      <p lang="en" dir="ltr">
        {card.data.name}
      </p>
      <p>{STRINGS.about.dataImages(card.data.images, card.data.patients)}</p>
      <div lang="en" dir="ltr">
        <p>{card.data.citation}</p>
        <p>{card.data.licence}</p>
      </div>
      <h3>{STRINGS.about.identity}</h3>
      <Identity card={card} />
    </>
  );
}

function HowToRead({ card }: { readonly card: ModelCard }) {
  const { zones, familiarity, calibration, exportDrift } = card;
  return (
    <>
      <p>{STRINGS.about.calibration(calibration.images)}</p>
      <p>
        {zones.lower < zones.upper
          ? STRINGS.about.zone(
              toPercent(zones.lower),
              toPercent(zones.upper),
              toPercent(zones.coverage),
              zones.images,
            )
          : STRINGS.about.noZone}
      </p>
      <CountsTable counts={card.scoreCounts} />
      <p>{STRINGS.about.domain(toPercent(familiarity.quantile), familiarity.images)}</p>
      <p>
        {STRINGS.about.drift(
          exportDrift.images,
          exportDrift.maxAbsoluteLogit.toPrecision(2),
          exportDrift.labelFlips,
        )}
      </p>
    </>
  );
}

function Identity({ card }: { readonly card: ModelCard }) {
  const rows: readonly (readonly [string, string])[] = [
    [STRINGS.about.version, `${card.name} ${card.version}, ${shortModelHash(card)}`],
    [STRINGS.about.parameters, formatCount(card.model.parameters)],
    [STRINGS.about.weights, card.model.weightFormat],
    [STRINGS.about.modelHash, card.model.sha256],
    [STRINGS.about.dataHash, card.data.sha256],
    [STRINGS.about.licence, card.licence],
    [STRINGS.about.citation, card.citation],
  ];
  return (
    <dl className={styles.identity}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
