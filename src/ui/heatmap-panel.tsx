/**
 * The heatmap's switch, and, while it is on, what it shows, its scale and what it does not mean.
 */
import type { ReactNode } from 'react';
import { integrate } from '../model/saliency.ts';
import type { OcclusionState } from '../study/occlusion-check.ts';
import button from './button.module.css';
import { CODE_TEXTS } from './code-texts.ts';
import { formatShort } from './format.ts';
import { SCALE_END, SCALE_GRADIENT } from './heat-scale.ts';
import styles from './heatmap.module.css';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';
import type { Heatmap } from './use-heatmap.ts';

/** Two films may be on screen, each with its own. */
const panelIdOf = (studyId: number): string => `heatmap-panel-${studyId}`;
const hintIdOf = (studyId: number): string => `heatmap-hint-${studyId}`;

/** What a screen reader says of the check: not every patch. */
function describeCheck({ kind }: OcclusionState): string {
  const { running, finished, failed } = STRINGS.heatmap;
  return { idle: '', running, done: finished, failed }[kind];
}

/** Switches the heatmap, by its button or its key; does nothing where no score is shown. */
export function useHeatmapSwitch(heatmap: Heatmap): () => void {
  const { occlusion } = useApp();
  const { view, result, change } = heatmap;
  return () => {
    if (result === null) return;
    // What is no longer looked at need not be computed.
    if (view.isOn && heatmap.occlusion.kind === 'running') occlusion.stop();
    change({ isOn: !view.isOn, source: 'activation' });
  };
}

/** Whose heatmap, and beside which other. */
export interface HeatmapProps {
  readonly heatmap: Heatmap;
  /** The name of a film that is compared with the one on screen; null for that one itself. */
  readonly comparedName: string | null;
}

/** The switch; nothing where no score is shown. */
export function HeatmapSwitch({ heatmap, comparedName }: HeatmapProps) {
  const press = useHeatmapSwitch(heatmap);
  const { view, result } = heatmap;
  if (result === null) return null;
  const hintId = hintIdOf(view.studyId);
  return (
    <>
      <button
        type="button"
        className={`${button.plain} ${styles.switch}`}
        aria-label={comparedName === null ? undefined : `${STRINGS.heatmap.show}: ${comparedName}`}
        aria-pressed={view.isOn}
        aria-describedby={hintId}
        aria-controls={view.isOn ? panelIdOf(view.studyId) : undefined}
        onClick={press}
      >
        {STRINGS.heatmap.show}
      </button>
      <span id={hintId} hidden>
        {STRINGS.heatmap.warning}
      </span>
    </>
  );
}

/** Controls, legend and words; nothing while the heatmap is off. */
export function HeatmapPanel({ heatmap, comparedName }: HeatmapProps) {
  const { occlusion } = useApp();
  const { view, result, change } = heatmap;
  if (result === null || !view.isOn) return null;
  const chooseSource = (source: typeof view.source): void => {
    if (source === 'occlusion' && heatmap.occlusion.kind !== 'done') occlusion.start(view.studyId);
    if (source === 'activation' && heatmap.occlusion.kind === 'running') occlusion.stop();
    change({ source });
  };
  return (
    <section
      id={panelIdOf(view.studyId)}
      className={styles.panel}
      aria-label={comparedName === null ? STRINGS.heatmap.title : `${STRINGS.heatmap.title}: ${comparedName}`}
    >
      <div className={styles.controls}>
        {/* The check is of the film on screen; another's would stop it. */}
        {comparedName === null && (
          <Choice
            name={`heatmap-source-${view.studyId}`}
            title={STRINGS.heatmap.source}
            options={[
              ['activation', STRINGS.heatmap.sources.activation],
              ['occlusion', STRINGS.heatmap.sources.occlusion],
            ]}
            value={view.source}
            onChoose={chooseSource}
          />
        )}
        <Choice
          name={`heatmap-class-${view.studyId}`}
          title={STRINGS.heatmap.influenceFor}
          options={[
            ['pneumonia', STRINGS.findings.pneumonia],
            ['normal', STRINGS.findings.normal],
          ]}
          value={view.className}
          onChoose={(className) => change({ className })}
        />
        <Share
          label={STRINGS.heatmap.opacity(view.opacity)}
          share={view.opacity}
          onShare={(opacity) => change({ opacity })}
        />
        <Share
          label={STRINGS.heatmap.wipe(view.wipe)}
          share={view.wipe}
          onShare={(wipe) => change({ wipe })}
        />
      </div>
      <p className={styles.spoken} aria-live="polite">
        {view.source === 'occlusion' && describeCheck(heatmap.occlusion)}
      </p>
      <div className={styles.reading}>
        {heatmap.grid === null ? (
          <Progress state={heatmap.occlusion} onStop={() => chooseSource('activation')}>
            <button type="button" className={button.plain} onClick={() => chooseSource('occlusion')}>
              {STRINGS.worklist.retry}
            </button>
          </Progress>
        ) : (
          <Legend heatmap={heatmap} />
        )}
        <div className={styles.words}>
          <p>
            <strong>{STRINGS.heatmap.warning}</strong> {STRINGS.heatmap.dark(view.className)}
          </p>
          <p className={styles.quiet}>{describeFineness(heatmap)}</p>
        </div>
      </div>
    </section>
  );
}

/** How fine the map is, and what its numbers add up to. */
function describeFineness({ view, result, occlusion }: Heatmap): string {
  if (view.source === 'occlusion') {
    return occlusion.kind === 'done' ? STRINGS.heatmap.patches(occlusion.result.plan) : '';
  }
  if (result === null) return '';
  const { density, constant } = result.saliency;
  const sign = view.className === 'pneumonia' ? 1 : -1;
  return `${STRINGS.heatmap.cells(density.columns, density.rows)} ${STRINGS.heatmap.sum(
    view.className,
    sign * integrate(density),
    sign * constant,
    sign * result.assessment.logit,
  )}`;
}

interface ShareProps {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onShare: (share: number) => void;
}

function Share({ label, share, onShare }: ShareProps) {
  const percent = Math.round(100 * share);
  return (
    <label className={styles.opacity}>
      {label}
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        aria-valuetext={`${percent} %`}
        onChange={(event) => onShare(event.target.valueAsNumber / 100)}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly title: string;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ name, title, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{title}</legend>
      <div className={styles.options}>
        {options.map(([option, label]) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Legend({ heatmap: { view } }: { readonly heatmap: Heatmap }) {
  const end = SCALE_END[view.source];
  return (
    <div className={styles.legend}>
      <p>{STRINGS.heatmap.unit[view.source](view.className)}</p>
      <div className={styles.scale} style={{ background: SCALE_GRADIENT }} />
      <div className={styles.ticks}>
        <span>0</span>
        <span>{formatShort(end / 2)}</span>
        <span>{STRINGS.heatmap.orMore(end)}</span>
      </div>
    </div>
  );
}

interface ProgressProps {
  readonly state: OcclusionState;
  readonly onStop: () => void;
  /** The way to try again. */
  readonly children: ReactNode;
}

function Progress({ state, onStop, children }: ProgressProps) {
  if (state.kind === 'failed') {
    return (
      <div className={styles.progress}>
        <p>
          {STRINGS.heatmap.failed} {CODE_TEXTS.failures[state.error].problem}
        </p>
        {children}
      </div>
    );
  }
  const { done, total } = state.kind === 'running' ? state : { done: 0, total: 0 };
  return (
    <div className={styles.progress}>
      <p>{STRINGS.heatmap.progress(done, total)}</p>
      <button type="button" className={button.plain} onClick={onStop}>
        {STRINGS.heatmap.stop}
      </button>
    </div>
  );
}
