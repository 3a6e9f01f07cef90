/**
 * Holds the one engine in use: brings it up, watches it, and verifies it anew, on a fresh backend, after a loss. Which one is
 * tried first is `engine-choice.ts`.
 * Invariants: `active` has passed its self-test; a forced engine is never replaced by another.
 */
import type { BackendDriver } from './backends/backend.ts';
import { createEngineOrder, type EngineChoice, type EngineOrder } from './engine-choice.ts';
import type { EngineMemory } from './engine-memory.ts';
import type { EngineName } from './engine-name.ts';
import { createEngineStateStore } from './engine-state.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { type Active, type Occasion, startVerified, stopQuietly, toLockError } from './start-engine.ts';

/** What an engine is made of. */
export interface EngineOptions {
  /** In order of preference. */
  readonly drivers: readonly BackendDriver[];
  /** @throws LockError */
  readonly choose: () => EngineChoice;
  /** @throws LockError */
  readonly loadModel: () => Promise<VerifiedModel>;
  /** What the first fetch waits for, and with it the engines' start. Never rejects. */
  readonly goesFirst?: Promise<void>;
  /** What was found the fastest here; without it the order of preference decides alone. */
  readonly memory?: EngineMemory;
  /** Milliseconds of any clock that never runs back. */
  readonly now?: () => number;
}

/** Losses after which an engine that was not forced gives way to the next. */
const MAX_LOSSES = 3;

/** The engine in use, with the model that it was verified with. */
export interface InUse {
  readonly active: Active;
  readonly model: VerifiedModel;
}

/** One engine at a time. Its methods must not overlap: the caller runs them in turn. */
export class EngineKeeper {
  /** Where the engine stands. */
  readonly store = createEngineStateStore();
  readonly #options: EngineOptions;
  readonly #losses = new Map<EngineName, number>();
  readonly #onLost: (lost: InUse) => void;
  #order: EngineOrder | null = null;
  #inUse: InUse | null = null;

  /** @param onLost called once for an engine that is lost, in use or idle */
  constructor(options: EngineOptions, onLost: (lost: InUse) => void) {
    this.#options = options;
    this.#onLost = onLost;
  }

  /** What may compute; null while there is nothing. */
  getInUse(): InUse | null {
    return this.#inUse;
  }

  /** Brings the first engine up, or locks. Never rejects. */
  async start(): Promise<void> {
    const { drivers, memory, choose, loadModel, goesFirst, now = () => performance.now() } = this.#options;
    try {
      const choice = choose();
      await goesFirst;
      const order = createEngineOrder({ drivers, choice, memory, now });
      this.#order = order;
      const model = await loadModel();
      const running = await order.decide(model);
      if (running === null) await this.#bringUp(order, model, () => 'first');
      else this.#announce(order, { active: running, model });
    } catch (error) {
      this.#lock(error);
    }
  }

  /**
   * Verifies anew, without the engine that was lost too often, or locks. Never rejects.
   *
   * @param isCounted false where the same fault was counted before
   */
  async recover(failed: InUse, isCounted = true): Promise<void> {
    // Two calls may notice one loss.
    if (this.#inUse !== failed || this.#order === null) return;
    this.store.setState({ kind: 'loading' });
    const { name } = failed.active.backend;
    // One that gave no number, threw, or was wrong has everything to prove; one whose context went has done so before.
    const fault = failed.active.backend.isLost() ? 'lost' : 'doubted';
    const count = (this.#losses.get(name) ?? 0) + (isCounted ? 1 : 0);
    this.#losses.set(name, count);
    this.#inUse = null;
    stopQuietly(failed.active);
    if (count >= MAX_LOSSES) this.#order.leaveOut(name);
    try {
      await this.#bringUp(this.#order, failed.model, (other) => (other === name ? fault : 'first'));
    } catch (error) {
      this.#lock(error);
    }
  }

  /** Fetches what the engines need that may take over. Never rejects. */
  async holdFallbacks(): Promise<void> {
    const name = this.#inUse?.active.backend.name;
    for (const driver of this.#order?.getDrivers() ?? []) {
      if (driver.name === name) continue;
      try {
        await driver.hold?.();
      } catch {
        // It can't run here, or can't be had: it will not take over either.
      }
    }
  }

  /**
   * Brings up the first driver that passes.
   *
   * @throws LockError when none does
   */
  async #bringUp(
    order: EngineOrder,
    model: VerifiedModel,
    occasionOf: (engine: EngineName) => Occasion,
  ): Promise<void> {
    const refusals: LockError[] = [];
    for (const driver of order.getDrivers()) {
      try {
        const active = await startVerified(driver, order.isForced, model, occasionOf(driver.name));
        this.#announce(order, { active, model });
        return;
      } catch (error) {
        order.noteFailure(driver.name, error);
        refusals.push(toLockError(error, driver.name));
      }
    }
    order.giveUp();
    // What failed the test says more than what isn't there.
    const worst = refusals.find(({ code }) => code !== 'backend-unavailable') ?? refusals[0];
    throw new LockError(worst.code, refusals.map(({ message }) => message).join(' '));
  }

  #announce(order: EngineOrder, inUse: InUse): void {
    this.#inUse = inUse;
    const { active, model } = inUse;
    const { name } = active.backend;
    active.backend.onLost(() => this.#onLost(inUse));
    const selection = order.accept(name);
    const found = selection === null ? {} : { selection };
    this.store.setState({ kind: 'ready', engine: name, card: model.card, ...found });
  }

  #lock(error: unknown): void {
    const { code, message } = toLockError(error, null);
    this.store.setState({ kind: 'locked', reason: code, detail: message });
  }
}
