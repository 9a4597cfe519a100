import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { subjectEvaluatedSchema } from '../../events/messages.ts';
import type { AssemblyPorts } from '../../lib/cases/assemble-case.ts';
import { type NotingPorts, noteChanges } from '../../lib/cases/note-changes.ts';
import { type EmployerPorts, updateEmployer } from '../../lib/employers/update-employer.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';
import { assembleInformed } from '../../lib/information-records/assemble-informed.ts';
import type { InformingPorts } from '../../lib/information-records/note-information.ts';
import {
  hasCaseInWork,
  type PossiblePorts,
} from '../../lib/information-records/note-possible-matches.ts';
import type { WatchedKeys } from '../../lib/information-records/watched-keys.ts';

export type Ports = AssemblyPorts &
  NotingPorts &
  EmployerPorts &
  InformingPorts &
  PossiblePorts & { watched: () => Promise<WatchedKeys> };

/**
 * Messages of the disclosure queue: subjects whose cases must be assembled anew, and employers whose
 * workers changed. What became of the facts that people decided on is noted once a case is current. What
 * is said of employers rests on cases, so that it comes after all of them.
 */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<void>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) => {
      const current = new Set<LedgerKey>();
      const watched = await ports.watched();
      const assembled = await inOrder(Records, async ({ body }): Promise<Done> => {
        const { subject } = subjectEvaluatedSchema.parse(JSON.parse(body));
        if (subject.startsWith('employer:')) return { employers: [subject] };
        // Every message of the batch was sent before any work began, so work done covers it.
        if (current.has(subject)) return { employers: [] };
        const done = await assembleInformed(ports, subject, watched);
        // Nobody decided on facts about somebody who was never in a case.
        await noteChanges(ports, done.everIn);
        for (const covered of done.subjects) current.add(covered);
        return { employers: done.employers, ...(hasCaseInWork(done.stored) && { subject }) };
      });
      const since = await filedSince(ports, watched, assembled);
      return inOrder(Records, async (_record, place) => {
        const { employers, subject } = achieved(assembled[place]);
        if (since && subject) await assembleInformed(ports, subject, since);
        for (const employer of employers.filter((one) => !current.has(one))) {
          await updateEmployer(ports, employer);
          current.add(employer);
        }
      });
    });

/** What became of one message: whom else it concerns, and its subject where that is in a case. */
type Done = { employers: LedgerKey[]; subject?: LedgerKey };

/**
 * What is watched for, where that is more than before the work began. Whoever filed meanwhile looked
 * through cases which may not have been there yet.
 */
async function filedSince(
  { watched }: Pick<Ports, 'watched'>,
  before: WatchedKeys,
  assembled: readonly PromiseSettledResult<Done>[],
): Promise<WatchedKeys | undefined> {
  if (!assembled.some((one) => one.status === 'fulfilled' && one.value.subject)) return undefined;
  const now = await watched();
  return now.size > before.size ? now : undefined;
}

/**
 * One after the other. The queue keeps an order within each group: behind a failure nothing more of
 * its group is done, so that one poisoned subject keeps nobody else's case waiting.
 */
async function inOrder<R>(
  records: readonly SQSRecord[],
  work: (record: SQSRecord, place: number) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const blocked = new Set<string | undefined>();
  for (const [place, record] of records.entries()) {
    const group = record.attributes?.MessageGroupId;
    const [result] = blocked.has(group)
      ? [notReached]
      : await Promise.allSettled([work(record, place)]);
    results.push(result);
    if (result.status === 'rejected') blocked.add(group);
  }
  return results;
}

/** @throws what the work was rejected with. */
function achieved<R>(outcome: PromiseSettledResult<R> | undefined): R {
  if (outcome?.status !== 'fulfilled') throw outcome?.reason;
  return outcome.value;
}

const notReached: PromiseRejectedResult = {
  status: 'rejected',
  reason: new RangeError('a message of its group before this one was not done'),
};

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
