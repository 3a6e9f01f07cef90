/**
 * How often the reader's own reads and the model's calls agree, over the whole list.
 */
import { cohenKappa } from '../../model/metrics/kappa.ts';
import { wilson } from '../../model/metrics/wilson.ts';
import type { Estimate } from '../../model/model-card.ts';
import { countAgreement } from '../../study/own-read.ts';
import { formatCount, formatDecimal } from '../format.ts';
import tableStyles from '../performance-table.module.css';
import { formatEstimatePercent } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import { useAppState } from '../use-app.ts';
import styles from './own-read.module.css';

/** Below this number of reads a large-sample interval says too much. */
const FEW_READS = 30;

function describeKappa(kappa: Estimate | null): string {
  if (kappa === null) return STRINGS.ownRead.noKappa;
  const [value, lower, upper] = [kappa.value, kappa.lower, kappa.upper].map((figure) =>
    formatDecimal(figure, 2),
  );
  return kappa.lower < kappa.upper
    ? STRINGS.ownRead.kappa(value, lower, upper)
    : STRINGS.ownRead.kappaAlone(value);
}

/** Table, share and kappa. */
export function AgreementPanel() {
  const studies = useAppState((state) => state.studies);
  const threshold = useAppState((state) => state.threshold);
  const { table, readsAfterResult } = countAgreement({ studies, threshold });
  const { bothPneumonia, onlyFirstPneumonia, onlySecondPneumonia, bothNormal } = table;
  const reads = bothPneumonia + onlyFirstPneumonia + onlySecondPneumonia + bothNormal;
  const agreeing = bothPneumonia + bothNormal;
  if (reads === 0) return <p>{STRINGS.ownRead.none}</p>;
  const kappa = cohenKappa(table);
  const rows = [
    [STRINGS.ownRead.youPneumonia, bothPneumonia, onlyFirstPneumonia],
    [STRINGS.ownRead.youNormal, onlySecondPneumonia, bothNormal],
  ] as const;
  return (
    <div className={styles.panel}>
      <dl className={styles.figures}>
        <div>
          <dt>{STRINGS.ownRead.shareTerm}</dt>
          <dd>
            {STRINGS.ownRead.share(agreeing, reads)}, {formatEstimatePercent(wilson(agreeing, reads))}
          </dd>
        </div>
        <div>
          <dt>{STRINGS.ownRead.kappaTerm}</dt>
          <dd>{describeKappa(kappa)}</dd>
        </div>
      </dl>
      <table className={tableStyles.table}>
        <caption>{STRINGS.ownRead.caption(threshold)}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{STRINGS.ownRead.modelPneumonia}</th>
            <th scope="col">{STRINGS.ownRead.modelNormal}</th>
            <th scope="col">{STRINGS.ownRead.sum}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, pneumonia, normal]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{formatCount(pneumonia)}</td>
              <td>{formatCount(normal)}</td>
              <td>{formatCount(pneumonia + normal)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {readsAfterResult > 0 && <p>{STRINGS.ownRead.left(readsAfterResult)}</p>}
      {kappa !== null && (reads < FEW_READS || agreeing === reads) && <p>{STRINGS.ownRead.few}</p>}
      <p className={styles.quiet}>
        {STRINGS.ownRead.method} {STRINGS.ownRead.memory}
      </p>
    </div>
  );
}
