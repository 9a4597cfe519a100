import middy from '@middy/core';
import { type Ports, sweepOutboxes } from '../../lib/outbox/sweep-outboxes.ts';

/** Every minute; what it cannot send makes it fail, so that somebody is told. */
export const createHandler = <Key, Message>(ports: Ports<Key, Message>) =>
  middy<unknown, { published: number }>().handler(async () => ({
    published: await sweepOutboxes(ports),
  }));
