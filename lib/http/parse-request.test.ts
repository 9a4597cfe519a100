import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseRequest } from './parse-request.ts';

const schema = z.strictObject({ size: z.int(), part: z.strictObject({ 'a/b': z.string() }) });
const faultsOf = (request: unknown) => {
  try {
    return parseRequest(schema, request);
  } catch (error) {
    return (error as { errors: object[] }).errors;
  }
};

test('given a request that fits, then it comes back', () => {
  const request = { size: 1, part: { 'a/b': 'c' } };
  expect(parseRequest(schema, request)).toEqual(request);
});

describe('given a request that does not fit', () => {
  test('then each place is a JSON pointer', () => {
    expect(faultsOf({ size: 'ZEBRA', part: { 'a/b': 1 } })).toEqual([
      expect.objectContaining({ pointer: '/size', code: 'invalid_type' }),
      expect.objectContaining({ pointer: '/part/a~1b', code: 'invalid_type' }),
    ]);
    expect(faultsOf([])).toEqual([expect.objectContaining({ pointer: '' })]);
  });

  test('when a field is unknown, then its name is told only where it looks like one', () => {
    const faults = faultsOf({ size: 1, part: { 'a/b': 'c', nick: 1 }, 'Zebra Ason': 1 });
    const unknown = { code: 'unrecognized_keys', message: 'Unknown field' };
    expect(faults).toEqual([
      { ...unknown, pointer: '/part/nick' },
      { ...unknown, pointer: '' },
    ]);
    expect(JSON.stringify(faultsOf({ size: 'ZEBRA', ZEBRA: 'ZEBRA' }))).not.toMatch(/zebra/i);
  });
});
