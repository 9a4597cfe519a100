import { describe, expect, test } from 'vitest';
import { toProblem } from './problem.ts';
import { idempotencyKeyOf } from './request-headers.ts';

/** The key, or the problem that is told instead. */
function told(key?: string) {
  try {
    return idempotencyKeyOf({ headers: { ...(key !== undefined && { 'idempotency-key': key }) } });
  } catch (failure) {
    return toProblem(failure);
  }
}

describe('an Idempotency-Key', () => {
  test.each(['k', 'x'.repeat(255), '!~'])('of 1 to 255 visible characters is taken', (key) => {
    expect(told(key)).toBe(key);
  });

  test.each([undefined, ''])('that is not there is said to be required', (key) => {
    expect(told(key)).toMatchObject({ type: '/problems/idempotency-key-missing', status: 400 });
  });

  test.each([
    ['too long', 'ZEBRA'.repeat(100)],
    ['one too long', 'Z'.repeat(256)],
    ['written with a space', 'ZEBRA 1'],
    ['not ASCII', 'ZEBRA\u00e9'],
    ['with a control character', 'ZEBRA\u0007'],
  ])('that is %s is told the rule, and never repeated', (_what, key) => {
    const problem = told(key);
    expect(problem).toEqual({
      type: '/problems/idempotency-key-invalid',
      status: 400,
      title: 'The Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces',
      detail: 'idempotency-key-invalid: Idempotency-Key',
    });
  });
});
