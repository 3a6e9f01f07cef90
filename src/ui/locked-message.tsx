/**
 * What stands in place of film and result while no engine may compute: why, and what to do. No numbers.
 */

import type { EngineState } from '../runtime/engine-state.ts';
import { CODE_TEXTS } from './code-texts.ts';
import styles from './locked-message.module.css';
import { STRINGS } from './strings.ts';

/** The message of one lock. */
export function LockedMessage({ state }: { readonly state: Extract<EngineState, { kind: 'locked' }> }) {
  const { problem, action } = CODE_TEXTS.locks[state.reason];
  return (
    <section className={styles.message} aria-labelledby="locked-title">
      <div className={styles.text} role="alert">
        <h2 id="locked-title" className={styles.title}>
          {STRINGS.locked.title}
        </h2>
        <p>{problem}</p>
        <p>{action}</p>
        {state.detail !== '' && (
          <p className={styles.detail} lang="en" dir="ltr">
            {state.detail}
          </p>
        )}
        <p className={styles.detail}>{STRINGS.locked.calm}</p>
      </div>
    </section>
  );
}
