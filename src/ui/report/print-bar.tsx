/**
 * The split's bar on paper: the same form as on screen, drawn without waiting for anything, since paper does not wait.
 */
import type { Zone } from '../../model/zone.ts';
import { STRINGS } from '../strings.ts';
import styles from './print-sheet.module.css';

/** What is drawn; all in [0, 1]. */
export interface PrintBarProps {
  readonly probabilityPneumonia: number;
  readonly threshold: number;
  readonly zone: Zone;
}

const WIDTH = 600;
const BAR_TOP = 34;
const BAR_HEIGHT = 28;
const BOTTOM = BAR_TOP + BAR_HEIGHT;
const SIDE = 20;
const TICKS = [0, 25, 50, 75, 100];

/** From a share to its place. */
function at(share: number): number {
  return SIDE + share * WIDTH;
}

/** The bar; its shares stand beside it as text. */
export function PrintBar({ probabilityPneumonia, threshold, zone }: PrintBarProps) {
  const split = at(probabilityPneumonia);
  return (
    <svg className={styles.bar} viewBox={`0 0 ${WIDTH + 2 * SIDE} 86`} aria-hidden="true">
      <rect x={SIDE} y={BAR_TOP} width={split - SIDE} height={BAR_HEIGHT} fill="var(--pneumonia)" />
      <rect x={split} y={BAR_TOP} width={at(1) - split} height={BAR_HEIGHT} fill="var(--normal)" />
      {zone.lower < zone.upper && (
        <rect
          x={at(zone.lower)}
          y={BAR_TOP - 8}
          width={at(zone.upper) - at(zone.lower)}
          height={5}
          fill="var(--indeterminate)"
        />
      )}
      <path d={`M${at(threshold)} ${BAR_TOP - 10}V${BOTTOM}`} stroke="var(--page)" strokeWidth="6" />
      <path d={`M${at(threshold)} ${BAR_TOP - 10}V${BOTTOM}`} stroke="var(--text)" strokeWidth="2" />
      <text x={at(threshold)} y={BAR_TOP - 16} textAnchor={anchorOf(threshold)}>
        {STRINGS.result.threshold(threshold)}
      </text>
      {TICKS.map((tick) => (
        <text key={tick} x={at(tick / 100)} y={BOTTOM + 18} textAnchor="middle">
          {tick}
        </text>
      ))}
    </svg>
  );
}

/** A label near an end grows towards the middle. */
function anchorOf(share: number): 'start' | 'middle' | 'end' {
  if (share < 0.12) return 'start';
  return share > 0.88 ? 'end' : 'middle';
}
