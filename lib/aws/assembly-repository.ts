import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Assessment, caseIdOf } from '../cases/assessment.ts';
import type { Assembled, Assembly, Membership } from '../cases/cases.ts';
import { type CaseId, caseIdSchema, type LedgerKey } from '../identifiers.ts';
import type { Evaluation } from '../indicators/match.ts';
import { assessmentItem, assessmentOf } from './assessment-item.ts';
import { batchGet, itemName } from './batch-get.ts';
import { caseOf, putCase } from './case-item.ts';
import { evaluationOf } from './evaluation-item.ts';
import { assessmentKey, caseKey, membershipKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { putAlone } from './put-alone.ts';
import { readSubjectItems } from './subject-items.ts';
import { transact } from './transact.ts';

const membershipSchema = z.object({
  caseId: caseIdSchema.optional(),
  version: z.int(),
  bound: z.set(caseIdSchema).optional(),
});

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What the machine keeps about cases, in the cases table. Every item has a version to write upon. */
export function assemblyRepository({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): Assembly {
  const store = { client, table, pause };

  async function readSubjects(subjects: readonly LedgerKey[]) {
    const memberships = new Map<LedgerKey, Membership | undefined>();
    const evaluations = new Map<LedgerKey, Evaluation>();
    for (const [subject, items] of await readSubjectItems(store, subjects)) {
      memberships.set(subject, items.membership && membershipSchema.parse(items.membership));
      if (items.evaluation) evaluations.set(subject, evaluationOf(items.evaluation));
    }
    return { memberships, evaluations };
  }

  /** An item follows the version that was read; one that was not there must still not be. */
  const upon = (previous: number | undefined) =>
    previous === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :previous',
          ExpressionAttributeValues: { ':previous': previous },
        };

  function writeMembership(
    before: Assembled,
    subject: LedgerKey,
    caseId: CaseId | undefined,
  ): Write {
    const { version: previous, bound } = before.memberships.get(subject) ?? {};
    const Item = {
      ...membershipKey(subject),
      version: (previous ?? 0) + 1,
      ...(caseId !== undefined && { caseId }),
      ...(bound && { bound }),
    };
    return { Put: { TableName: table, Item, ...upon(previous) } };
  }

  function writeAssessment(
    before: Assembled,
    caseId: CaseId,
    assessment: Assessment | undefined,
  ): Write {
    const previous = before.assessments.get(caseId)?.version;
    const Key = assessmentKey(caseId);
    if (!assessment) return { Delete: { TableName: table, Key, ...upon(previous) } };
    const Item = assessmentItem(assessment, (previous ?? 0) + 1);
    return { Put: { TableName: table, Item, ...upon(previous) } };
  }

  return {
    async everIn(subjects) {
      const items = await batchGet(store, subjects.map(membershipKey));
      const names = new Set(items.map(itemName));
      return new Set(subjects.filter((subject) => names.has(itemName(membershipKey(subject)))));
    },

    async read(subjects) {
      const { memberships, evaluations } = await readSubjects(subjects);
      const noted = [...memberships.values()].flatMap(casesNoted);
      // A case is named after one of its subjects, who has a membership from then on.
      const everIn = subjects.filter((subject) => memberships.get(subject));
      const named = everIn.map((subject) => caseIdOf([subject]));
      const caseIds = [...new Set([...noted, ...named])];
      const items = new Map(
        (await batchGet(store, [...caseIds.map(assessmentKey), ...caseIds.map(caseKey)])).map(
          (item) => [itemName(item), item],
        ),
      );
      return {
        memberships,
        evaluations,
        assessments: found(caseIds, (id) => items.get(itemName(assessmentKey(id))), assessmentOf),
        cases: found(caseIds, (id) => items.get(itemName(caseKey(id))), caseOf),
      };
    },

    async replace(before, { memberships, assessments, cases }) {
      const writes = [
        ...[...memberships].map(([subject, caseId]) => writeMembership(before, subject, caseId)),
        ...[...assessments].map(([caseId, one]) => writeAssessment(before, caseId, one)),
        ...cases.map((theCase) => ({ Put: putCase(table, theCase) })),
      ];
      const [first, ...others] = writes;
      // Mostly an assessment changes and nothing else; a transaction is billed twice.
      if (first?.Put && others.length === 0) await putAlone(client, first.Put, pause);
      else await transact(client, writes, pause);
    },
  };
}

/** The case that a subject is in, and those in which people decided something about it. */
const casesNoted = (note: Membership | undefined): CaseId[] => [
  ...(note?.caseId === undefined ? [] : [note.caseId]),
  ...(note?.bound ?? []),
];

function found<T>(
  caseIds: readonly CaseId[],
  itemOf: (caseId: CaseId) => Record<string, unknown> | undefined,
  parse: (item: Record<string, unknown>) => T,
): Map<CaseId, T> {
  return new Map(
    caseIds.flatMap((caseId) => {
      const item = itemOf(caseId);
      return item ? [[caseId, parse(item)] as const] : [];
    }),
  );
}
