import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('the same seed gives the same numbers, and another seed gives others', () => {
  expect(draw(7, 5)).toEqual(draw(7, 5));
  expect(draw(7, 5)).not.toEqual(draw(8, 5));
});

test.each([0, 1, 2, -1, 0x9e3779b9])('numbers are spread evenly over [0, 1) with seed %d', (seed) => {
  const drawn = draw(seed, 10_000);
  const inTenth = (tenth: number): number => drawn.filter((number) => Math.floor(number * 10) === tenth).length;
  const counts = Array.from({ length: 10 }, (_, tenth) => inTenth(tenth));
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});
