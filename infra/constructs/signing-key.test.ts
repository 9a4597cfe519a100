import { describe, expect, test } from 'vitest';
import { at, functionNamed, functions, permissionsOf } from '../test-support/machine.ts';

const mayUseIt = (name: string) =>
  permissionsOf(name).filter((permission) => permission.endsWith(' SigningKey'));

describe('given the key that signs', () => {
  const { properties, raw } = at('SigningKey');

  test('then it is a pair on P-256 that can sign and nothing else', () => {
    expect(properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  });

  test('when the stack is deleted, then it stays', () => {
    expect(raw.DeletionPolicy).toBe('Retain');
  });

  test('then those who sign may sign and read the public key, and nobody else may sign', () => {
    const signers = functions
      .map(({ name }) => name)
      .filter((name) => mayUseIt(name).includes('kms:Sign SigningKey'));
    expect(signers.sort()).toEqual(['dispatch-disclosure', 'record-audit']);
    for (const name of signers) {
      expect(mayUseIt(name)).toEqual(['kms:GetPublicKey SigningKey', 'kms:Sign SigningKey']);
      const { Variables } = functionNamed(name).properties.Environment;
      expect(Variables.KMS_SIGNING_KEY_ID).toHaveProperty('Ref');
    }
  });
});
