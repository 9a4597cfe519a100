import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { StaleWrite } from '../errors.ts';
import { unusedFilingAllowance } from '../information-records/filing-allowances.ts';
import { filingAllowanceRepository } from './filing-allowance-repository.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

test('given an allowance, when somebody else drew from it, then whoever read it before has to look again', async () => {
  const kept = filingAllowanceRepository({ client, table: await createTestTable('cases') });
  expect(await kept.get('ON-OPP')).toEqual(unusedFilingAllowance);
  const first = { hourFullAt: 1000, dayFullAt: 2000 };
  const second = { hourFullAt: 3000, dayFullAt: 4000 };
  await kept.replace('ON-OPP', unusedFilingAllowance, first);
  await expect(kept.replace('ON-OPP', unusedFilingAllowance, second)).rejects.toThrow(StaleWrite);
  await kept.replace('ON-OPP', first, second);
  await expect(kept.replace('ON-OPP', first, first)).rejects.toThrow(StaleWrite);
  expect(await kept.get('ON-OPP')).toEqual(second);
  expect(await kept.get('ON-TPS')).toEqual(unusedFilingAllowance);
});
