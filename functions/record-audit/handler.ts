import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type AuditMessage, auditMessageSchema } from '../../events/messages.ts';
import { type AppendPorts, appendLeaves } from '../../lib/audit/append-leaves.ts';
import {
  type Leaf,
  leafBytes,
  leafOfDecision,
  leafOfInformation,
  leafOfRead,
  leafOfRetention,
} from '../../lib/audit/leaf.ts';
import { recordDecision } from '../../lib/audit/record-decision.ts';

export type Ports = Parameters<typeof recordDecision>[0] & AppendPorts;

/** Messages of the audit queue: decisions that were recorded, reads of personal data, and what was held or
 * destroyed. */
export const createHandler = (ports: Ports) =>
  middy<SQSEvent, PromiseSettledResult<unknown>[] | SQSBatchResponse>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }) => {
      const made = await Promise.allSettled(Records.map(({ body }) => makeLeaf(ports, body)));
      const leaves = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      // One append for all: each takes several calls, however many leaves it has.
      const [appended] = await Promise.allSettled([appendLeaves(ports, leaves)]);
      return made.map((one) => (one.status === 'fulfilled' ? appended : one));
    });

async function makeLeaf(ports: Ports, body: string): Promise<Leaf> {
  const message = auditMessageSchema.parse(JSON.parse(body));
  const leaf = await leafOf(ports, message);
  // What is too long for the log is refused alone, before it is among others.
  leafBytes(leaf);
  return leaf;
}

async function leafOf(ports: Ports, message: AuditMessage): Promise<Leaf> {
  switch (message.type) {
    case 'personal-data-read':
      return leafOfRead(message);
    case 'retention-acted':
      return leafOfRetention(message);
    case 'information-acted':
      return leafOfInformation(message);
    case 'decision-recorded':
      return leafOfDecision(await recordDecision(ports, message));
  }
}

/** The class of an error and the id of the message: its text may quote what the message led to. */
function logFailure(reason: unknown, { messageId }: SQSRecord): void {
  const error = reason instanceof Error ? reason.name : 'unknown';
  logger.error('message not done', { messageId, error });
}

const logger = new Logger();
