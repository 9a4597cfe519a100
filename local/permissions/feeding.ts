import type { Machine } from '../template/machine.ts';
import { isAllowed } from './policy.ts';

const needed = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** AWS refuses to feed a function from a queue that its role may not read; so does this machine. */
export function requireRightsToFeed({ mappings, functions }: Machine): void {
  for (const { functionRef, queueArn } of mappings) {
    const fn = functions.find(({ arn, physicalName }) => [arn, physicalName].includes(functionRef));
    if (!fn) throw new Error(`A queue feeds ${functionRef}, which the template does not have`);
    const missing = needed.filter(
      (action) => !isAllowed(fn.statements, { action, resource: queueArn }),
    );
    if (missing.length > 0) {
      throw new Error(`The role of ${fn.name} lacks ${missing.join(', ')} on ${queueArn}`);
    }
  }
}
