import * as z from 'zod';
import { plainParser } from '../accepts-plainly.ts';
import { type Case, caseSchema, type Decision, decisionSchema } from '../cases/case.ts';
import { type Priority, priorities, priorityOf } from '../cases/case-queue.ts';
import type { DataRequestState } from '../cases/cases.ts';
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

const parseCase = plainParser(caseSchema);
export const caseOf = ({ theCase }: Record<string, unknown>): Case => parseCase(theCase);

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

/** The list of requests for data, open or closed, in the order in which people made them. */
export const dataRequestWorklist = (state: DataRequestState) =>
  state === 'open' ? 'DATA-REQUESTS' : 'DATA-REQUESTS#closed';

export const decisionItem = (decision: Decision) => ({
  ...decisionKey(decision.caseId, decision.sequence),
  ...(decision.kind === 'request-data' && {
    worklist: dataRequestWorklist('open'),
    worklistOrder: dataRequestOrder(decision),
  }),
  decision,
});

export const dataRequestOrder = ({ at, caseId, sequence }: Decision): string =>
  `${at}#${caseId}#${String(sequence).padStart(6, '0')}`;

/**
 * The write by which a closing takes its request off the list of open ones; what was decided then stays
 * as it is. It is refused when the request is not open.
 */
export const closeWrite = (table: string, closing: Decision, request: number) => ({
  Update: {
    TableName: table,
    Key: decisionKey(closing.caseId, request),
    UpdateExpression: 'SET worklist = :closed, closedBy = :sequence',
    ConditionExpression: 'worklist = :open',
    ExpressionAttributeValues: {
      ':closed': dataRequestWorklist('closed'),
      ':open': dataRequestWorklist('open'),
      ':sequence': closing.sequence,
    },
  },
});

const closedItemSchema = z.object({ closedBy: z.int().min(1).optional() });
/** The sequence of the decision that closed a request, if any did. */
export const closedByOf = (item: Record<string, unknown>): number | undefined =>
  closedItemSchema.parse(item).closedBy;

const parseDecision = plainParser(decisionSchema);
export const decisionOf = ({ decision }: Record<string, unknown>): Decision =>
  parseDecision(decision);
