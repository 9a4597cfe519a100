import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readIntakeLimits } from './intake-limits.ts';

const deployed = readFileSync('infra/intake-limits.json', 'utf8');

test('given the limits that are deployed, then every entity has all four', () => {
  expect(readIntakeLimits(deployed)('1234567')).toEqual({
    batchesPerMinute: expect.any(Number),
    bytesPerMinute: expect.any(Number),
    waitingRecords: expect.any(Number),
    expectedRecordsPerMinute: expect.any(Number),
  });
});

describe('given an entity with a limit of its own', () => {
  const own = { ...JSON.parse(deployed), entities: { 1234567: { batchesPerMinute: 7 } } };
  const limitsOf = readIntakeLimits(JSON.stringify(own));

  test('then that one differs, and only for that entity', () => {
    expect(limitsOf('1234567')).toEqual({ ...limitsOf('7654321'), batchesPerMinute: 7 });
    expect(limitsOf('7654321')).toEqual(own.default);
  });
});

test.each([
  ['a limit of nothing', { batchesPerMinute: 0 }],
  ['a limit nobody knows', { reportsPerYear: 1 }],
])('given %s, then it is not read', (_what, entityLimits) => {
  const text = JSON.stringify({ ...JSON.parse(deployed), entities: { 1234567: entityLimits } });
  expect(() => readIntakeLimits(text)).toThrow();
});
