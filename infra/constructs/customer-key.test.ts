import { describe, expect, test } from 'vitest';
import { all, at } from '../test-support/machine.ts';

describe('given the key', () => {
  const { properties, raw } = at('Key');

  test('then it is the only one that encrypts', () => {
    const encrypting = all('AWS::KMS::Key').filter(
      (key) => key.properties.KeyUsage !== 'SIGN_VERIFY',
    );
    expect(encrypting.map(({ path }) => path)).toEqual(['Key']);
  });

  test('when a year is over, then it turns over', () => {
    expect(properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
  });

  test('when the stack is deleted, then what it encrypted can still be read', () => {
    expect(raw.DeletionPolicy).toBe('Retain');
  });

  test('then a service may use it only on behalf of this account', () => {
    const forServices = properties.KeyPolicy.Statement.filter(
      (statement: { Principal: object }) => 'Service' in statement.Principal,
    );
    expect(forServices).toHaveLength(2);
    for (const { Condition } of forServices) {
      expect(JSON.stringify(Condition)).toContain('{"Ref":"AWS::AccountId"}');
    }
  });
});
