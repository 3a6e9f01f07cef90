/**
 * How often the reader's own reads and the model's calls agree, over the whole list.
 */
import { cohenKappa } from '../../model/metrics/kappa.ts';
import { wilson } from '../../model/metrics/wilson.ts';
import type { Estimate } from '../../model/model-card.ts';
import { countAgreement } from '../../study/own-read.ts';
import { formatCount, formatEstimatePercent } from '../format.ts';
import tableStyles from '../performance-table.module.css';
import { useAppState } from '../use-app.ts';
import styles from './own-read.module.css';
import { READ_STRINGS } from './strings.ts';

/** Below this number of reads a large-sample interval says too much. */
const FEW_READS = 30;

function describeKappa(kappa: Estimate | null): string {
  if (kappa === null) return READ_STRINGS.noKappa;
  const [value, lower, upper] = [kappa.value, kappa.lower, kappa.upper].map((figure) => figure.toFixed(2));
  return kappa.lower < kappa.upper ? READ_STRINGS.kappa(value, lower, upper) : READ_STRINGS.kappaAlone(value);
}

/** Table, share and kappa. */
export function AgreementPanel() {
  const studies = useAppState((state) => state.studies);
  const threshold = useAppState((state) => state.threshold);
  const { table, readsAfterResult } = countAgreement({ studies, threshold });
  const { bothPneumonia, onlyFirstPneumonia, onlySecondPneumonia, bothNormal } = table;
  const reads = bothPneumonia + onlyFirstPneumonia + onlySecondPneumonia + bothNormal;
  const agreeing = bothPneumonia + bothNormal;
  if (reads === 0) return <p>{READ_STRINGS.none}</p>;
  const kappa = cohenKappa(table);
  const rows = [
    [READ_STRINGS.youPneumonia, bothPneumonia, onlyFirstPneumonia],
    [READ_STRINGS.youNormal, onlySecondPneumonia, bothNormal],
  ] as const;
  return (
    <div className={styles.panel}>
      <dl className={styles.figures}>
        <div>
          <dt>{READ_STRINGS.shareTerm}</dt>
          <dd>
            {READ_STRINGS.share(agreeing, reads)}, {formatEstimatePercent(wilson(agreeing, reads))}
          </dd>
        </div>
        <div>
          <dt>{READ_STRINGS.kappaTerm}</dt>
          <dd>{describeKappa(kappa)}</dd>
        </div>
      </dl>
      <table className={tableStyles.table}>
        <caption>{READ_STRINGS.caption(threshold)}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{READ_STRINGS.modelPneumonia}</th>
            <th scope="col">{READ_STRINGS.modelNormal}</th>
            <th scope="col">{READ_STRINGS.sum}</th>
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
      {readsAfterResult > 0 && <p>{READ_STRINGS.left(readsAfterResult)}</p>}
      {kappa !== null && (reads < FEW_READS || agreeing === reads) && <p>{READ_STRINGS.few}</p>}
      <p className={styles.quiet}>
        {READ_STRINGS.method} {READ_STRINGS.memory}
      </p>
    </div>
  );
}
