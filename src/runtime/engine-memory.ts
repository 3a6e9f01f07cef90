/**
 * What the speed test found on this device, so that it is made once: kept in the browser's own storage under the browser's
 * version, the renderer and the model. It holds a preference, never a proof: an engine is verified at every start.
 * Invariant: storage that is blocked, full or altered is no fault; the engines are then measured anew.
 */
import * as v from 'valibot';
import { ENGINE_NAMES, type EngineName } from './engine-name.ts';

/** Milliseconds for one radiograph, by engine. */
export type MedianMs = Readonly<Partial<Record<EngineName, number | undefined>>>;

const positive = v.pipe(v.number(), v.finite(), v.minValue(0));
/** What this version could have timed: one that knows another engine measures anew. */
const KNOWN = ENGINE_NAMES.join();
const schema = v.object({
  known: v.literal(KNOWN),
  engine: v.picklist(ENGINE_NAMES),
  /** SHA-256 of the model that was measured. */
  model: v.string(),
  /** Name and version of the browser. */
  browser: v.string(),
  /** What `readRenderer` gave. */
  renderer: v.string(),
  medianMs: v.partial(v.strictObject(v.entriesFromList(ENGINE_NAMES, positive))),
});

/** What was found. */
export type EngineRecord = Omit<Readonly<v.InferOutput<typeof schema>>, 'known'>;

/** Remembers one record. No method throws. */
export interface EngineMemory {
  /** What was found with this very browser, whatever the model; null where nothing is known. */
  recall(): EngineRecord | null;
  remember(found: Pick<EngineRecord, 'engine' | 'model' | 'medianMs'>): void;
  forget(): void;
  /** Forgets what was found with another renderer (a new driver, another graphics processor), for the next start. */
  recheck(): void;
}

/** What the memory stands on. */
export interface EngineMemoryOptions {
  /** @throws whatever the browser throws where storage is blocked */
  readonly openStorage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly browser: string;
  /** Names the graphics processor; may throw. */
  readonly readRenderer: () => string;
}

const KEY = 'lungfield-engine';

/** A memory in the given storage. */
export function createEngineMemory(options: EngineMemoryOptions): EngineMemory {
  const { openStorage, browser, readRenderer } = options;

  const recall = (): EngineRecord | null => {
    try {
      const { known: _known, ...record } = v.parse(schema, JSON.parse(openStorage().getItem(KEY) ?? 'null'));
      return record.browser === browser ? record : null;
    } catch {
      // Nothing there, nothing readable, or no storage: it is measured anew.
      return null;
    }
  };

  const forget = (): void => {
    try {
      openStorage().removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  };

  return {
    recall,
    forget,
    remember(found) {
      try {
        const record: EngineRecord = { ...found, browser, renderer: readRenderer() };
        openStorage().setItem(KEY, JSON.stringify({ known: KNOWN, ...record }));
      } catch {
        // The next start measures again.
      }
    },
    recheck() {
      const record = recall();
      if (record === null) return;
      try {
        if (record.renderer !== readRenderer()) forget();
      } catch {
        // What can't be looked at can't be known to be the same.
        forget();
      }
    },
  };
}
