import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const FLAGS = {
  data: { kind: 'text', help: 'the folder', isRequired: true },
  epochs: { kind: 'count', help: 'passes over the data' },
  resume: { kind: 'switch', help: 'go on' },
} as const;

describe('parseArguments', () => {
  it('reads text, counts and switches', () => {
    const args = parseArguments('train', FLAGS, ['--data', 'x', '--epochs', '3', '--resume']);
    expect([args.requireText('data'), args.count('epochs'), args.has('resume')]).toEqual(['x', 3, true]);
  });

  it.each([
    ['a missing folder', []],
    ['an unknown flag', ['--data', 'x', '--epoch', '3']],
    ['an empty folder', ['--data', '']],
    ['an empty number', ['--data', 'x', '--epochs', '']],
    ['no whole number', ['--data', 'x', '--epochs', '0']],
    ['no number', ['--data', 'x', '--epochs', 'three']],
  ])('explains the flags when there is %s', (_, args) => {
    expect(() => parseArguments('train', FLAGS, args)).toThrow(/--data VALUE\s+the folder \(required\)/);
  });
});
