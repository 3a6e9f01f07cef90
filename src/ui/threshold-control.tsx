/**
 * The reader's decision threshold, wherever it is set: one value, which moves every finding at once.
 */
import { DEFAULT_THRESHOLD } from '../model/assess.ts';
import { SliderField } from './slider-field.tsx';
import { STRINGS } from './strings.ts';
import { useApp, useAppState } from './use-app.ts';

/** Slider, field and a way back to one half. */
export function ThresholdControl() {
  const { store } = useApp();
  const threshold = useAppState((state) => state.threshold);
  return (
    <SliderField
      label={STRINGS.threshold.label}
      note={STRINGS.threshold.note}
      resetLabel={STRINGS.threshold.reset}
      value={threshold}
      defaultValue={DEFAULT_THRESHOLD}
      min={0.01}
      max={0.99}
      step={0.01}
      digits={2}
      onChange={(value) => store.dispatch({ type: 'threshold-set', threshold: value })}
    />
  );
}
