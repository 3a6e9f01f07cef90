/**
 * Chooses one frame of a file that has several, and adds it to the list as a study of its own, which it then shows.
 * Invariant: the field keeps what is being typed; only the number of a frame that exists is added.
 */
import { type FormEvent, useState } from 'react';
import button from './button.module.css';
import styles from './frame-choice.module.css';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';

/** What the choice is for. */
export interface FrameChoiceProps {
  /** The study that was rejected for having several frames. */
  readonly id: number;
  /** How many it has. */
  readonly frames: number;
}

/** A number field, the middle frame in it, and the button. */
export function FrameChoice({ id, frames }: FrameChoiceProps) {
  const { addFrame, store } = useApp();
  const [frame, setFrame] = useState(() => String(Math.ceil(frames / 2)));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const added = addFrame(id, Number(frame));
    if (added !== null) store.dispatch({ type: 'selected', id: added });
  };
  return (
    <form className={styles.choice} onSubmit={onSubmit}>
      <label className={styles.label} htmlFor="frame">
        {STRINGS.result.frame(frames)}
      </label>
      <input
        id="frame"
        className={styles.field}
        type="number"
        required
        min={1}
        max={frames}
        step={1}
        value={frame}
        onChange={(event) => setFrame(event.target.value)}
      />
      <button type="submit" className={button.plain}>
        {STRINGS.result.addFrame}
      </button>
    </form>
  );
}
