import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CustomerKey } from './customer-key.ts';
import type { NodeFunction } from './node-function.ts';

/** A transaction needs the actions of its parts; there is no action for the whole. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type RecordsTableProps = {
  readonly key: CustomerKey;
  /** The environment variable in which functions find the table's name. */
  readonly variable: string;
  readonly indexes?: readonly RecordsIndex[];
};

type RecordsIndex = {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** What it holds of items beside their keys; all of them, if left out. */
  readonly holds?: readonly string[];
};

/**
 * Keeps records for as long as the law asks: nothing expires, every second of the last 35 days can
 * be restored, and neither a deleted stack nor a single call takes the table with it.
 */
export class RecordsTable extends Construct {
  readonly table: TableV2;
  readonly #props: RecordsTableProps;

  constructor(scope: Construct, id: string, props: RecordsTableProps) {
    super(scope, id);
    this.#props = props;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: (props.indexes ?? []).map(
        ({ name, partitionKey, sortKey, holds }) => ({
          indexName: name,
          partitionKey: { name: partitionKey, type: AttributeType.STRING },
          sortKey: { name: sortKey, type: AttributeType.STRING },
          ...(holds
            ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] }
            : { projectionType: ProjectionType.ALL }),
        }),
      ),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets `handler` do these things to items, and tells it the table's name. */
  grant(handler: NodeFunction, ...actions: TableAction[]): void {
    this.allow(handler, actions, this.table.tableArn);
  }

  /** Lets `handler` query one index, and tells it the table's name. */
  grantQuery(handler: NodeFunction, index: string): void {
    this.allow(handler, ['Query'], `${this.table.tableArn}/index/${index}`);
  }

  private allow(handler: NodeFunction, actions: TableAction[], resource: string) {
    const { key, variable } = this.#props;
    Grant.addToPrincipal({
      grantee: handler,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [resource],
    });
    // DynamoDB uses the key in the name of whoever calls it.
    key.grant(handler, 'kms:Decrypt', 'kms:DescribeKey');
    if (actions.some(writes)) {
      key.grant(
        handler,
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      );
    }
    handler.addEnvironment(variable, this.table.tableName);
  }
}

const writes = (action: TableAction) => ['PutItem', 'UpdateItem', 'DeleteItem'].includes(action);
