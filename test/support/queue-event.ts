import type { SQSEvent } from 'aws-lambda';

/** Messages as the queue hands them to a function. */
export const queueEvent = (...bodies: unknown[]): SQSEvent => {
  const Records = bodies.map((body, index) => ({
    messageId: `message-${index + 1}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  // The queue sends more, none of which our functions read.
  return { Records } as unknown as SQSEvent;
};
