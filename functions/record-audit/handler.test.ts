import { expect, test } from 'vitest';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { createHandler } from './handler.ts';

const { caseId } = openCase;

test('given the messages of a case, each decision is copied once, however often they come', async () => {
  const { ports, held } = decisionPorts();
  await approvedDisclosures(ports);
  const messages = held.messages.filter(({ queue }) => queue === 'audit').map(({ body }) => body);
  const handler = createHandler(ports);
  for (let times = 0; times < 2; times += 1) {
    const answer = await handler(queueEvent(...messages), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
  }
  const copies = [...held.audit].map(([name, bytes]) => [name, JSON.parse(bytes.toString()).kind]);
  expect(copies).toEqual([
    [`${caseId}/1`, 'claim'],
    [`${caseId}/2`, 'submit'],
    [`${caseId}/3`, 'approve'],
  ]);
});

test('given one unreadable message and one about nothing, then only those stay', async () => {
  const { ports } = decisionPorts();
  await approvedDisclosures(ports);
  const about = (sequence: number) => ({ type: 'decision-recorded', caseId, sequence });
  const event = queueEvent('{', about(99), about(1));
  expect(await createHandler(ports)(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
  });
});
