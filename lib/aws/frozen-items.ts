import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { plainParser } from '../accepts-plainly.ts';
import { type ChangedFacts, changedFactsSchema } from '../cases/changed-facts.ts';
import { type FrozenFacts, frozenFactsSchema } from '../cases/frozen-facts.ts';
import type { FrozenName, NotedChanges } from '../cases/frozen-records.ts';
import { caseIdSchema, type DisclosureId, disclosureIdSchema } from '../identifiers.ts';
import { amendmentKey, changedFactsKey, frozenFactsKey, frozenNamesKey } from './keys.ts';
import { packJson, unpackJson } from './packed-json.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const packedSchema = z.object({ packed: z.instanceof(Uint8Array) });
const parseFacts = plainParser(frozenFactsSchema);
const parseChanged = plainParser(changedFactsSchema);
const versionedSchema = z.object({ version: z.int().min(1) });

/** The writes that freeze facts: themselves, and their name with each subject they are about. */
export const freezeWrites = (table: string, facts: FrozenFacts): Write[] => [
  {
    Put: {
      TableName: table,
      Item: { ...frozenFactsKey(facts), packed: packJson(facts, `facts of ${facts.caseId}`) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  ...facts.subjects.map((subject) => ({
    Update: {
      TableName: table,
      Key: frozenNamesKey(subject),
      UpdateExpression: 'ADD frozen :name',
      ExpressionAttributeValues: { ':name': new Set([textOf(facts)]) },
    },
  })),
];

export const frozenFactsOf = (item: Record<string, unknown>): FrozenFacts =>
  parseFacts(unpackJson(packedSchema.parse(item).packed));

const namesItemSchema = z.object({ frozen: z.set(z.string()) });
const nameSchema = z.tuple([caseIdSchema, z.coerce.number<string>().pipe(z.int().min(1))]);

const textOf = ({ caseId, sequence }: FrozenName): string => `${caseId}#${sequence}`;

export const frozenNamesOf = (item: Record<string, unknown>): FrozenName[] =>
  [...namesItemSchema.parse(item).frozen].map((text) => {
    const [caseId, sequence] = nameSchema.parse(text.split('#'));
    return { caseId, sequence };
  });

/** The write that notes changes in place of those that were noted before, if any were. */
export const noteWrite = (
  table: string,
  name: FrozenName,
  { changed, before }: { changed: ChangedFacts; before: NotedChanges | undefined },
): Write => ({
  Put: {
    TableName: table,
    Item: {
      ...changedFactsKey(name),
      version: (before?.version ?? 0) + 1,
      packed: packJson(changed, `changes of ${name.caseId}`),
    },
    ...(before
      ? {
          ConditionExpression: 'version = :previous',
          ExpressionAttributeValues: { ':previous': before.version },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});

export const notedChangesOf = (item: Record<string, unknown>): NotedChanges => ({
  changed: parseChanged(unpackJson(packedSchema.parse(item).packed)),
  version: versionedSchema.parse(item).version,
});

/** The list of disclosures that are to be amended, in the order of their submission. */
export const amendmentWorklist = 'AMENDMENTS';

/** A mark on a disclosure. Why it is there stands in the changes that were noted of its facts. */
export const amendmentItem = (
  disclosureId: DisclosureId,
  { caseId, sequence, at }: FrozenFacts,
) => ({
  ...amendmentKey(disclosureId),
  worklist: amendmentWorklist,
  worklistOrder: `${at}#${disclosureId}`,
  mark: { disclosureId, caseId, sequence },
});

const amendmentItemSchema = z.object({
  mark: z.strictObject({
    disclosureId: disclosureIdSchema,
    caseId: caseIdSchema,
    sequence: z.int().min(1),
  }),
  worklistOrder: z.string(),
});

export const amendmentMarkOf = (item: Record<string, unknown>) => {
  const { mark, worklistOrder } = amendmentItemSchema.parse(item);
  return { ...mark, place: worklistOrder };
};
