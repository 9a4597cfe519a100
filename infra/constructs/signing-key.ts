import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { NodeFunction } from './node-function.ts';

/**
 * The key pair that packages and checkpoints of the audit log are signed with: ECDSA on P-256. KMS
 * keeps the private half and lets nobody see it. It outlives the stack, since signatures are verified
 * for years; a key pair does not turn over by itself.
 */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Moneytrail: signatures of packages and of the audit log',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets `handler` sign and ask for the public key, and tells it the key. */
  letSign(handler: NodeFunction): void {
    this.grant(handler, 'kms:Sign', 'kms:GetPublicKey');
    handler.addEnvironment('KMS_SIGNING_KEY_ID', this.keyId);
  }

  /** Lets `handler` show the public key, by which others verify. */
  letShow(handler: NodeFunction): void {
    this.grant(handler, 'kms:GetPublicKey');
    handler.addEnvironment('KMS_SIGNING_KEY_ID', this.keyId);
  }
}
