import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  ObjectLockRetention,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { CustomerKey } from './customer-key.ts';
import type { NodeFunction } from './node-function.ts';
import type { WorkQueue } from './work-queue.ts';

export type RecordsBucketProps = {
  readonly key: CustomerKey;
  /** The environment variable in which functions find the bucket's name. */
  readonly variable: string;
  readonly accessLog: Bucket;
  /** For how long nobody, not even the account's owner, can remove an object. */
  readonly lockedFor?: Duration;
  /**
   * What our functions remove under `prefix` stays for so long; everything else for ever. Longer than a
   * table can be restored back to: what its items name must still be there.
   */
  readonly removed?: { readonly prefix: string; readonly staysFor: Duration };
  /** What under these prefixes is hardly ever read again after so long: it then lies more cheaply. */
  readonly rested?: { readonly prefixes: readonly string[]; readonly after: Duration };
};

const expiring = ({ prefix, staysFor }: NonNullable<RecordsBucketProps['removed']>) => ({
  prefix,
  noncurrentVersionExpiration: staysFor,
  expiredObjectDeleteMarker: true,
});

const resting = ({ prefixes, after }: NonNullable<RecordsBucketProps['rested']>) =>
  prefixes.map((prefix) => ({
    prefix,
    transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: after }],
  }));

/**
 * Keeps objects that are evidence: every version stays, nothing is public or travels in the clear,
 * each access is logged, and the bucket outlives the stack.
 */
export class RecordsBucket extends Construct {
  readonly bucket: Bucket;
  readonly #props: RecordsBucketProps;

  constructor(scope: Construct, id: string, props: RecordsBucketProps) {
    super(scope, id);
    this.#props = props;
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // A Bucket is an IBucket, except to exactOptionalPropertyTypes.
      serverAccessLogsBucket: props.accessLog as IBucket,
      serverAccessLogsPrefix: `${id}/`,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(props.removed ? [expiring(props.removed)] : []),
        ...(props.rested ? resting(props.rested) : []),
      ],
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.lockedFor
        ? { objectLockDefaultRetention: ObjectLockRetention.compliance(props.lockedFor) }
        : {}),
    });
  }

  /** Lets `handler` read the objects under `prefix`, and tells it the bucket's name. */
  grantGet(handler: NodeFunction, prefix = ''): void {
    this.allow(handler, 's3:GetObject', prefix);
    this.#props.key.grant(handler, 'kms:Decrypt');
  }

  /** Lets `handler` add objects under `prefix`, and tells it the bucket's name. */
  grantPut(handler: NodeFunction, prefix = ''): void {
    this.allow(handler, 's3:PutObject', prefix);
    // A multipart upload reads the key back.
    this.#props.key.grant(handler, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets `handler` remove objects under `prefix`. */
  grantDelete(handler: NodeFunction, prefix = ''): void {
    this.allow(handler, 's3:DeleteObject', prefix);
  }

  /** Lets `handler` remove objects under `prefix` with all their versions, and see which there are. */
  grantDestroy(handler: NodeFunction, prefix = ''): void {
    this.allow(handler, 's3:DeleteObjectVersion', prefix);
    this.allowBucket(handler, 's3:ListBucketVersions');
  }

  /** Lets `handler` see the names of objects. */
  grantList(handler: NodeFunction): void {
    this.allowBucket(handler, 's3:ListBucket');
  }

  /** Lets `handler` see and drop the parts of unfinished uploads under `prefix`. */
  grantParts(handler: NodeFunction, prefix = ''): void {
    this.allow(handler, 's3:ListMultipartUploadParts', prefix);
    this.allow(handler, 's3:AbortMultipartUpload', prefix);
  }

  /** Tells `work` of each object that arrives under `prefix`. */
  notify(work: WorkQueue, prefix: string): void {
    work.acceptFromBuckets();
    // CDK's own way takes a function that may change every bucket's notifications.
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: work.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
        },
      ],
    };
    // S3 tries the queue as soon as it is told: its policy must be there.
    bucket.node.addDependency(work.queue);
  }

  private allowBucket(handler: NodeFunction, action: string) {
    const resourceArns = [this.bucket.bucketArn];
    Grant.addToPrincipal({ grantee: handler, actions: [action], resourceArns });
    handler.addEnvironment(this.#props.variable, this.bucket.bucketName);
  }

  private allow(handler: NodeFunction, action: string, prefix: string) {
    Grant.addToPrincipal({
      grantee: handler,
      actions: [action],
      resourceArns: [this.bucket.arnForObjects(`${prefix}*`)],
    });
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    Validations.of(handler.role ?? handler).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`,
      reason: `Objects are named when they come: ${handler.name} may use those under one prefix.`,
    });
    handler.addEnvironment(this.#props.variable, this.bucket.bucketName);
  }
}
