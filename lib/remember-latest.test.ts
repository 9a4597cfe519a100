import { expect, test, vi } from 'vitest';
import { rememberLatest } from './remember-latest.ts';

test('given a text that was just seen, then it is looked up and not computed again', () => {
  const compute = vi.fn((text: string) => text.toUpperCase());
  const upper = rememberLatest(compute);
  expect([upper('a'), upper('b'), upper('a')]).toEqual(['A', 'B', 'A']);
  expect(compute).toHaveBeenCalledTimes(2);
});

test('given ever new texts, then what was known is let go and computed anew', () => {
  const compute = vi.fn((text: string) => text.length);
  const length = rememberLatest(compute);
  for (let at = 0; at <= 10_000; at += 1) length(`text ${at}`);
  expect(length('text 0')).toBe(6);
  expect(compute).toHaveBeenCalledTimes(10_002);
});

test('given a long text, then it is not kept', () => {
  const compute = vi.fn((text: string) => text.length);
  const length = rememberLatest(compute);
  const long = 'x'.repeat(201);
  expect([length(long), length(long)]).toEqual([201, 201]);
  expect(compute).toHaveBeenCalledTimes(2);
});

test('given nothing as a result, then nothing it stays', () => {
  const known = rememberLatest(() => undefined);
  expect([known('a'), known('a')]).toEqual([undefined, undefined]);
});
