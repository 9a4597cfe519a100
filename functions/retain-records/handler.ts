import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { hasDue } from '../../lib/retention/plan-retention.ts';
import type { RetentionPorts } from '../../lib/retention/retention-ports.ts';
import { runRetention } from '../../lib/retention/run-retention.ts';

/** What is begun must be done before the function is stopped; if it is not, the next run does it. */
const reservedMilliseconds = 300_000;

/** Every day: destroys what is due, batch after batch, for as long as there is time. */
export const createHandler = (ports: RetentionPorts) =>
  middy<unknown, { batches: number; due: number }>().handler(async (_event, context: Context) => {
    const { batches } = await runRetention(ports, {
      asOf: ports.now(),
      actor: 'retain-records',
      hasTime: () => context.getRemainingTimeInMillis() > reservedMilliseconds,
    });
    const looked = { batches: batches.length, due: batches.filter(hasDue).length };
    logger.info('retention looked after', looked);
    return looked;
  });

const logger = new Logger();
