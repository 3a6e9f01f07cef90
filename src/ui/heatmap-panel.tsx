/**
 * The heatmap's switch, and, while it is on, what it shows, its scale and what it does not mean.
 */
import type { ReactNode } from 'react';
import { integrate } from '../model/saliency.ts';
import type { OcclusionState } from '../study/occlusion-check.ts';
import button from './button.module.css';
import { CODE_TEXTS } from './code-texts.ts';
import { SCALE_END, SCALE_GRADIENT } from './heat-scale.ts';
import styles from './heatmap.module.css';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';
import type { Heatmap } from './use-heatmap.ts';

const PANEL_ID = 'heatmap-panel';
const HINT_ID = 'heatmap-hint';

/** What a screen reader says of the check: not every patch. */
const SPOKEN: Readonly<Record<OcclusionState['kind'], string>> = {
  idle: '',
  running: STRINGS.heatmap.running,
  done: STRINGS.heatmap.finished,
  failed: STRINGS.heatmap.failed,
};

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

/** The switch; nothing where no score is shown. */
export function HeatmapSwitch({ heatmap }: { readonly heatmap: Heatmap }) {
  const press = useHeatmapSwitch(heatmap);
  const { view, result } = heatmap;
  if (result === null) return null;
  return (
    <>
      <button
        type="button"
        className={`${button.plain} ${styles.switch}`}
        aria-pressed={view.isOn}
        aria-describedby={HINT_ID}
        aria-controls={view.isOn ? PANEL_ID : undefined}
        onClick={press}
      >
        {STRINGS.heatmap.show}
      </button>
      <span id={HINT_ID} hidden>
        {STRINGS.heatmap.warning}
      </span>
    </>
  );
}

/** Controls, legend and words; nothing while the heatmap is off. */
export function HeatmapPanel({ heatmap }: { readonly heatmap: Heatmap }) {
  const { occlusion } = useApp();
  const { view, result, change } = heatmap;
  if (result === null || !view.isOn) return null;
  const chooseSource = (source: typeof view.source): void => {
    if (source === 'occlusion' && heatmap.occlusion.kind !== 'done') occlusion.start(view.studyId);
    if (source === 'activation' && heatmap.occlusion.kind === 'running') occlusion.stop();
    change({ source });
  };
  return (
    <section id={PANEL_ID} className={styles.panel} aria-label={STRINGS.heatmap.title}>
      <div className={styles.controls}>
        <Choice
          name="heatmap-source"
          title={STRINGS.heatmap.source}
          options={[
            ['activation', STRINGS.heatmap.sources.activation],
            ['occlusion', STRINGS.heatmap.sources.occlusion],
          ]}
          value={view.source}
          onChoose={chooseSource}
        />
        <Choice
          name="heatmap-class"
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
        {view.source === 'occlusion' && SPOKEN[heatmap.occlusion.kind]}
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
        <span>{end / 2}</span>
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
