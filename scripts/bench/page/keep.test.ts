import { expect, it, vi } from 'vitest';
import { keep } from './keep.ts';

it('makes a value once, also for those who ask before it is there', async () => {
  const make = vi.fn(async () => ({}));
  const get = keep(make);
  const [first, second] = await Promise.all([get(), get()]);
  expect(second).toBe(first);
  expect(await get()).toBe(first);
  expect(make).toHaveBeenCalledOnce();
});

it('tries again after a failure, and keeps what comes then', async () => {
  const make = vi.fn(async () => 'model').mockRejectedValueOnce(new Error('lost'));
  const get = keep(make);
  await expect(get()).rejects.toThrow('lost');
  expect(await get()).toBe('model');
  expect(await get()).toBe('model');
  expect(make).toHaveBeenCalledTimes(2);
});
