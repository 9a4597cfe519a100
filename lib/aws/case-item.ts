import * as z from 'zod';
import { type Case, caseSchema, type Decision, decisionSchema } from '../cases/case.ts';
import { type Priority, priorities, priorityOf } from '../cases/case-queue.ts';
import { caseKey, decisionKey } from './keys.ts';

/** The list of cases of one status: most pressing first, then those that have waited longest. */
export const caseWorklist = (status: Case['status']) => `CASES#${status}`;

/** A case as the cases table holds it. */
export const caseItem = (theCase: Case) => ({
  ...caseKey(theCase.caseId),
  worklist: caseWorklist(theCase.status),
  worklistOrder: caseOrder(theCase),
  revision: theCase.revision,
  theCase,
});

export const caseOrder = (theCase: Case): string =>
  `${lanePrefix(priorityOf(theCase))}${ageOf(theCase)}`;

/** How the places of all cases of one priority begin. */
export const lanePrefix = (priority: Priority): string => `${priorities.indexOf(priority)}#`;

/** Text that sorts by age. */
export const ageOf = ({ raisedAt, caseId }: Case): string => `${raisedAt}#${caseId}`;

const itemSchema = z.object({ theCase: caseSchema });
export const caseOf = (item: Record<string, unknown>): Case => itemSchema.parse(item).theCase;

/** The write that makes `next` follow the stored revision before it, or be the first. */
export const putCase = (table: string, next: Case) => ({
  TableName: table,
  Item: caseItem(next),
  ...(next.revision === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'revision = :previous',
        ExpressionAttributeValues: { ':previous': next.revision - 1 },
      }),
});

/** The list of requests for data, in the order in which people made them. */
export const dataRequestWorklist = 'DATA-REQUESTS';

export const decisionItem = (decision: Decision) => ({
  ...decisionKey(decision.caseId, decision.sequence),
  ...(decision.kind === 'request-data' && {
    worklist: dataRequestWorklist,
    worklistOrder: dataRequestOrder(decision),
  }),
  decision,
});

export const dataRequestOrder = ({ at, caseId, sequence }: Decision): string =>
  `${at}#${caseId}#${String(sequence).padStart(6, '0')}`;

const decisionItemSchema = z.object({ decision: decisionSchema });
export const decisionOf = (item: Record<string, unknown>): Decision =>
  decisionItemSchema.parse(item).decision;
