import { join } from 'node:path';
import { AssetHashType, DockerImage, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type BesideCode, writeBundle } from '../bundle.ts';
import type { CustomerKey } from './customer-key.ts';

export type NodeFunctionProps = {
  /** The folder under `functions/`; also the name in logs and metrics. */
  readonly name: string;
  readonly key: CustomerKey;
  readonly timeout?: Duration;
  readonly memoryMegabytes?: number;
  readonly beside?: readonly BesideCode[];
  /** What the code may weigh, since every kilobyte is paid at each cold start. */
  readonly bundleKilobytes: number;
};

/**
 * Runs `functions/<name>/index.ts`, bundled with everything it imports, on Node 24. It may write to
 * its own log and, until something is granted, do nothing else.
 */
export class NodeFunction extends LambdaFunction {
  /** An HTTP API gives up after 30 seconds: a function that answers one must do so earlier. */
  static readonly httpTimeout = Duration.seconds(29);

  readonly name: string;
  readonly beside: readonly BesideCode[];
  readonly bundleKilobytes: number;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const { name, key, bundleKilobytes, beside = [] } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      encryptionKey: key,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The role that CDK would make could write to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    super(scope, id, {
      code: bundledCode(name, beside),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout ?? NodeFunction.httpTimeout,
      memorySize: props.memoryMegabytes ?? 512,
      role,
      logGroup,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: name,
        ...Object.fromEntries(
          beside.flatMap(({ variable, to }) => (variable ? [[variable, to]] : [])),
        ),
      },
    });
    logGroup.grantWrite(role);
    this.name = name;
    this.beside = beside;
    this.bundleKilobytes = bundleKilobytes;
  }
}

function bundledCode(name: string, beside: readonly BesideCode[]): Code {
  return Code.fromAsset(join(import.meta.dirname, '..', '..', 'functions', name), {
    // A function is deployed again when its bundle changes, not when a comment does.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required, never run: the local way below does not fail over.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(directory) {
          writeBundle(name, beside, directory);
          return true;
        },
      },
    },
  });
}
