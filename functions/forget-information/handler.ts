import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type ForgettingPorts, forgetInformation } from '../../lib/retention/forget-information.ts';

export type Ports = ForgettingPorts;

/** What is begun is done before the function is stopped. */
const reservedMilliseconds = 30_000;

/** Every day: destroys records of agencies that have been kept for long enough. */
export const createHandler = (ports: Ports) =>
  middy<unknown, { forgotten: number }>().handler(async (_event, context: Context) => {
    const gone = await forgetInformation(ports, {
      asOf: ports.now(),
      actor: 'forget-information',
      hasTime: () => context.getRemainingTimeInMillis() > reservedMilliseconds,
    });
    logger.info('information records looked after', { forgotten: gone.length });
    return { forgotten: gone.length };
  });

const logger = new Logger();
