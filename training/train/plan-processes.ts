/** How a release's fits share a machine. */
import { availableParallelism, totalmem } from 'node:os';
import type { TrainingConfig } from './config.ts';
import { listFits } from './parse-fits.ts';

/** What a fit takes at most, with the data set in memory. */
const PROCESS_BYTES = 2 * 2 ** 30;

/** Processes side by side, and TensorFlow's threads in each. */
export interface ProcessPlan {
  readonly lanes: number;
  readonly threads: number;
}

/** @param asked how many processes; by default one a core, where the memory allows. Never more than there are fits */
export function planProcesses(
  config: Pick<TrainingConfig, 'folds' | 'distillation'>,
  asked?: number,
): ProcessPlan {
  const cores = availableParallelism();
  const roomFor = Math.max(1, Math.floor(totalmem() / PROCESS_BYTES));
  const lanes = Math.min(asked ?? Math.min(cores, roomFor), listFits(config).length);
  return { lanes, threads: Math.max(1, Math.floor(cores / lanes)) };
}
