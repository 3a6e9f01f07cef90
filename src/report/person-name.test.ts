import { describe, expect, it } from 'vitest';
import { parsePersonName } from './person-name.ts';

describe('a person’s name', () => {
  it.each([
    ['Müller^Anna^Maria^Dr.', 'Müller', ['Anna', 'Maria'], 'Anna Maria Müller'],
    ['Müller', 'Müller', [], 'Müller'],
    ['^Anna', '', ['Anna'], 'Anna'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada', ['Tarou'], 'Tarou Yamada'],
    ['^^=山田^太郎', '山田', ['太郎'], '太郎 山田'],
    ['', '', [], ''],
  ])('%j has its parts', (name, family, given, text) => {
    expect(parsePersonName(name)).toEqual({ family, given, text });
  });
});
