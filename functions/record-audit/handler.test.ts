import { describe, expect, test } from 'vitest';
import type { PersonalDataRead } from '../../events/messages.ts';
import { appendLeaves } from '../../lib/audit/append-leaves.ts';
import { readLeaves } from '../../lib/audit/read-leaves.ts';
import { verifyLog } from '../../lib/audit/verify/verify-log.ts';
import { digest } from '../../lib/identifiers.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { leavesUpTo, memoryAuditLog, testSigner } from '../../test/support/memory-audit-log.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { createHandler } from './handler.ts';

const { caseId } = openCase;

const read: PersonalDataRead = {
  type: 'personal-data-read',
  id: 'read-1',
  at: '2026-11-21T10:00:00.000Z',
  actor: 'ann',
  roles: ['analyst'],
  route: 'GET /v1/cases/{caseId}',
  about: [caseId],
  requestId: 'request-1',
  status: 200,
};

/** All that the function is given, and the log it writes. */
function machine() {
  const { ports, held } = decisionPorts();
  const log = memoryAuditLog();
  return { ports: { ...ports, ...log.ports }, held, log };
}

async function leavesOf({ ports, source }: ReturnType<typeof memoryAuditLog>) {
  const verdict = await verifyLog(source, { publicKey: await testSigner.publicKey() });
  expect(verdict).not.toHaveProperty('fault');
  return (await readLeaves(ports, { limit: 1000 })).leaves.map(({ leaf }) => leaf).reverse();
}

test('given the messages of a case, each decision is copied once, however often they come', async () => {
  const { ports, held, log } = machine();
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
  const leaves = await leavesOf(log);
  expect(leaves.map(({ id, act }) => [id, act])).toEqual(copies);
  expect(leaves.map((leaf) => leaf.kind === 'decision' && leaf.digest)).toEqual(
    [...held.audit.values()].map(digest),
  );
});

test('given one unreadable message and one about nothing, then only those stay', async () => {
  const { ports, log } = machine();
  await approvedDisclosures(ports);
  const about = (sequence: number) => ({ type: 'decision-recorded', caseId, sequence });
  const event = queueEvent('{', about(99), about(1));
  expect(await createHandler(ports)(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
  });
  expect((await leavesOf(log)).map(({ id }) => id)).toEqual([`${caseId}/1`]);
});

describe('given reads of personal data', () => {
  test('then each is a leaf once, with who, where and about whom', async () => {
    const { ports, log } = machine();
    const event = queueEvent(read, read, { ...read, id: 'read-2', about: ['b', 'a', 'b'] });
    const none = { batchItemFailures: [] };
    expect(await createHandler(ports)(event, lambdaContext())).toEqual(none);
    expect(await leavesOf(log)).toEqual([
      {
        id: 'read-1',
        kind: 'read',
        at: read.at,
        actor: 'ann',
        act: 'GET /v1/cases/{caseId}',
        about: [caseId],
        roles: ['analyst'],
        requestId: 'request-1',
        status: 200,
      },
      expect.objectContaining({ id: 'read-2', about: ['a', 'b'] }),
    ]);
  });

  test('when one is too long for the log, then only that stays', async () => {
    const { ports, log } = machine();
    const about = Array.from({ length: 300 }, (_, at) => `${at}`.padEnd(160, '\u0001'));
    const answer = await createHandler(ports)(
      queueEvent({ ...read, id: 'read-2', about }, read),
      lambdaContext(),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
    expect((await leavesOf(log)).map(({ id }) => id)).toEqual(['read-1']);
  });

  test('when the log cannot be written, then all stay', async () => {
    const { ports } = machine();
    const objects = {
      ...ports.objects,
      keep: async () => {
        throw new Error('no store');
      },
    };
    const answer = await createHandler({ ...ports, objects })(
      queueEvent(read, { ...read, id: 'read-2' }),
      lambdaContext(),
    );
    expect(answer).toMatchObject({ batchItemFailures: [{}, {}] });
  });

  test('when it had died after the head was written, then others publish what it left', async () => {
    const { ports, log } = machine();
    const objects = { ...ports.objects, keep: () => Promise.reject(new Error('dead')) };
    await expect(appendLeaves({ ...ports, objects }, leavesUpTo(1))).rejects.toThrow('dead');
    await createHandler(ports)(queueEvent(read), lambdaContext());
    expect((await leavesOf(log)).map(({ id }) => id)).toEqual(['read-0', 'read-1']);
  });
});
