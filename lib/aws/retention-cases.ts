import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import type { Disclosure } from '../disclosures/disclosure.ts';
import { contributionName } from '../ledger/ledger.ts';
import type { PackagedReports, RetainedCases } from '../retention/retention-ports.ts';
import { assessmentOf } from './assessment-item.ts';
import { disclosureOf } from './disclosure-item.ts';
import { frozenFactsOf } from './frozen-items.ts';
import { assessmentKey, caseKey, disclosureKey } from './keys.ts';

/** What people decided about reports, from the cases table. */
export const retainedCases = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): RetainedCases => ({
  async packaged() {
    const scan = {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :frozen) OR sk = :disclosure',
      ExpressionAttributeValues: { ':frozen': 'FROZEN#', ':disclosure': 'DISCLOSURE' },
    };
    const facts: FrozenFacts[] = [];
    const disclosures = new Map<string, Disclosure>();
    for await (const { Items = [] } of paginateScan({ client }, scan)) {
      for (const item of Items) {
        if (item['sk'] === 'DISCLOSURE') {
          const disclosure = disclosureOf(item);
          disclosures.set(disclosure.disclosureId, disclosure);
        } else {
          const frozen = frozenFactsOf(item);
          if (frozen.disclosures.length > 0) facts.push(frozen);
        }
      }
    }
    return packagedIn(facts, disclosures);
  },

  async isNamed(disclosureId) {
    const get = { TableName: table, Key: disclosureKey(disclosureId), ConsistentRead: true };
    return (await client.send(new GetCommand(get))).Item !== undefined;
  },

  async factsOf(caseId) {
    const get = { TableName: table, Key: assessmentKey(caseId), ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(get));
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :case AND begins_with(sk, :frozen)',
      ExpressionAttributeValues: { ':case': caseKey(caseId).pk, ':frozen': 'FROZEN#' },
    };
    const reports = new Set<string>();
    const subjects = new Set(
      Item ? assessmentOf(Item).assessment.subjects.map(({ subject }) => subject) : [],
    );
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      for (const frozen of Items.map(frozenFactsOf)) {
        for (const report of frozen.reports) reports.add(contributionName(report));
        for (const subject of frozen.subjects) subjects.add(subject);
      }
    }
    return { subjects: [...subjects], reports: [...reports] };
  },
});

function packagedIn(
  facts: readonly FrozenFacts[],
  disclosures: ReadonlyMap<string, Disclosure>,
): PackagedReports {
  const packaged: PackagedReports = {
    disclosed: new Set(),
    pending: new Set(),
    withdrawn: new Map(),
    named: new Set(disclosures.keys()),
  };
  for (const { reports, disclosures: ids } of facts) {
    const made = ids.flatMap((id) => disclosures.get(id) ?? []);
    const names = reports.map(contributionName);
    for (const one of made) {
      for (const name of names) {
        if (one.status === 'submitted') packaged.pending.add(name);
        else if (one.status === 'withdrawn') {
          const others = packaged.withdrawn.get(name) ?? [];
          packaged.withdrawn.set(name, [...others, one.disclosureId]);
        }
        // Two people agreed, even if it has not left yet.
        else packaged.disclosed.add(name);
      }
    }
  }
  return packaged;
}
