import { describe, expect, test } from 'vitest';
import { heldInWorklist } from '../../lib/aws/worklist-index.ts';
import { all, at } from '../test-support/machine.ts';

describe.each(all('AWS::DynamoDB::GlobalTable'))('given $path', ({ properties, raw }) => {
  const [replica] = properties.Replicas;

  test('when somebody deletes it or the stack, then it stays', () => {
    expect(replica.DeletionProtectionEnabled).toBe(true);
    expect(raw).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('when it was written over, then any second of the last 35 days can be restored', () => {
    expect(replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
  });

  test('when years go by, then no record expires', () => {
    expect(properties).not.toHaveProperty('TimeToLiveSpecification');
  });

  test('then it lies in one region, encrypted with the one key', () => {
    expect(properties.Replicas).toHaveLength(1);
    expect(replica.SSESpecification.KMSMasterKeyId).toEqual({
      'Fn::GetAtt': [at('Key').id, 'Arn'],
    });
  });

  test('when nobody uses it, then it costs its storage only', () => {
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
  });
});

test('the indexes are those that the map names', () => {
  const indexes = all('AWS::DynamoDB::GlobalTable').map(({ path, properties }) => [
    path,
    (properties.GlobalSecondaryIndexes ?? []).map(keysOfIndex),
  ]);
  const outbox = 'outbox: outboxShard, outboxAt';
  expect(Object.fromEntries(indexes)).toEqual({
    'Reports/Table': [outbox],
    'Ledger/Table': [],
    'Leaves/Table': [],
    'Cases/Table': [outbox, 'worklist: worklist, worklistOrder'],
  });
});

test('the worklist holds what lists are told from', () => {
  const projections = all('AWS::DynamoDB::GlobalTable').flatMap(({ properties }) =>
    (properties.GlobalSecondaryIndexes ?? [])
      .filter(({ IndexName }: { IndexName: string }) => IndexName === 'worklist')
      .map(({ Projection }: { Projection: object }) => Projection),
  );
  expect(projections).toEqual([
    { ProjectionType: 'INCLUDE', NonKeyAttributes: [...heldInWorklist] },
  ]);
});

function keysOfIndex(index: { IndexName: string; KeySchema: Array<{ AttributeName: string }> }) {
  return `${index.IndexName}: ${index.KeySchema.map((key) => key.AttributeName).join(', ')}`;
}
