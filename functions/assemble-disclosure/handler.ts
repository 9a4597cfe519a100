import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { subjectEvaluatedSchema } from '../../events/messages.ts';
import { type AssemblyPorts, assembleCase } from '../../lib/cases/assemble-case.ts';
import { type EmployerPorts, updateEmployer } from '../../lib/employers/update-employer.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';

export type Ports = AssemblyPorts & EmployerPorts;

/**
 * Messages of the disclosure queue: subjects whose cases must be assembled anew, and employers whose
 * workers changed. What is said of employers rests on cases, so that it comes after all of them.
 */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) => {
      const current = new Set<LedgerKey>();
      const assembled = await inOrder(Records, async ({ body }) => {
        const { subject } = subjectEvaluatedSchema.parse(JSON.parse(body));
        if (subject.startsWith('employer:')) return [subject];
        // Every message of the batch was sent before any work began, so work done covers it.
        if (current.has(subject)) return [];
        const { subjects, employers } = await assembleCase(ports, subject);
        for (const covered of subjects) current.add(covered);
        return employers;
      });
      return inOrder(assembled, async (outcome) => {
        if (outcome.status === 'rejected') throw outcome.reason;
        for (const employer of outcome.value.filter((one) => !current.has(one))) {
          await updateEmployer(ports, employer);
          current.add(employer);
        }
      });
    });

/** One after the other. A queue that keeps an order wants nothing done after the first failure. */
async function inOrder<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  for (const item of items) {
    const [result] = await Promise.allSettled([work(item)]);
    results.push(result);
    if (result.status === 'rejected') break;
  }
  const behind = items.slice(results.length).map(() => notReached);
  return [...results, ...behind];
}

const notReached: PromiseRejectedResult = {
  status: 'rejected',
  reason: new RangeError('a message before this one was not done'),
};

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
