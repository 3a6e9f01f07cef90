import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLog } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('progress without a terminal', () => {
  it('says a line every tenth; after a resume the time left counts from where the run went on', () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
    const clock = vi.spyOn(performance, 'now');
    const bar = createLog(null).startBar('fold 1', 1000);
    // 600 steps were done before; 100 steps in 50 s leave 300 steps, 150 s.
    clock.mockReturnValue(1_000_000);
    bar.update(600);
    clock.mockReturnValue(1_050_000);
    bar.update(700, 'loss 0.1');
    bar.update(701);
    expect(lines).toEqual(['fold 1 700/1000 ETA 150 s loss 0.1\n']);
  });
});
