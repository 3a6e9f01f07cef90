/**
 * Search, filter and order of the worklist. They change what is listed, never what is exported.
 */
import { useId } from 'react';
import { STRINGS } from './strings.ts';
import { useAppState, useModelCard } from './use-app.ts';
import styles from './worklist-tools.module.css';
import {
  countStudies,
  WORKLIST_FILTERS,
  WORKLIST_ORDERS,
  type WorklistFilter,
  type WorklistOrder,
  type WorklistView,
} from './worklist-view.ts';

/** What the list says to its tools. */
export interface WorklistToolsProps {
  readonly view: WorklistView;
  readonly onChange: (view: WorklistView) => void;
}

/** Three fields in a row. */
export function WorklistTools({ view, onChange }: WorklistToolsProps) {
  const studies = useAppState((state) => state.studies);
  const threshold = useAppState((state) => state.threshold);
  const isReadFirst = useAppState((state) => state.isReadFirst);
  const card = useModelCard();
  const counts = countStudies(studies, { threshold, card, isReadFirst });
  return (
    <search className={styles.tools}>
      <input
        type="search"
        className={styles.search}
        aria-label={STRINGS.worklist.search}
        placeholder={STRINGS.worklist.searchHint}
        value={view.search}
        onChange={(event) => onChange({ ...view, search: event.target.value })}
      />
      <Choice
        label={STRINGS.worklist.filter}
        value={view.filter}
        options={WORKLIST_FILTERS.map((filter) => [filter, STRINGS.worklist.filters[filter](counts[filter])])}
        onChange={(filter: WorklistFilter) => onChange({ ...view, filter })}
      />
      <Choice
        label={STRINGS.worklist.order}
        value={view.order}
        options={WORKLIST_ORDERS.map((order) => [order, STRINGS.worklist.orders[order]])}
        onChange={(order: WorklistOrder) => onChange({ ...view, order })}
      />
    </search>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** A native select whose label stands in it, since the column is narrow. */
function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  const choose = (chosen: string): void => {
    const option = options.find(([name]) => name === chosen);
    if (option !== undefined) onChange(option[0]);
  };
  return (
    <select
      id={id}
      className={styles.choice}
      aria-label={label}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {options.map(([name, text]) => (
        <option key={name} value={name}>
          {text}
        </option>
      ))}
    </select>
  );
}
