import { beforeEach, describe, expect, test } from 'vitest';
import type { DispatchPorts } from '../../lib/disclosures/dispatch-disclosure.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { createHandler } from './handler.ts';

let machine: ReturnType<typeof decisionPorts>;
let disclosureId: string;
beforeEach(async () => {
  machine = decisionPorts();
  [disclosureId = ''] = await approvedDisclosures(machine.ports);
});

const failed = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
const dispatch = (ports: DispatchPorts, id = disclosureId) =>
  createHandler(ports)(
    queueEvent({ type: 'disclosure-approved', disclosureId: id }),
    lambdaContext(),
  );

describe('given an approved disclosure', () => {
  test('when it is dispatched twice, then one delivery lies in the recipient’s outbox', async () => {
    await dispatch(machine.ports);
    const [first] = machine.held.deliveries.values();
    expect(await dispatch(machine.ports)).toEqual({ batchItemFailures: [] });
    expect([...machine.held.deliveries.values()]).toEqual([first]);
    expect(first).toMatchObject({ recipient: 'ON-KINGSTON', disclosureId });
    expect(machine.held.disclosures.get(disclosureId)?.status).toBe('dispatched');
  });

  test('when its bytes are not those approved, then nothing leaves and the message stays', async () => {
    machine.held.packages.set(disclosureId, Buffer.from('{"schema":"other"}'));
    expect(await dispatch(machine.ports)).toEqual(failed);
    expect(machine.held.deliveries.size).toBe(0);
  });

  test('when the process dies around any call, then a repetition ends the same', async () => {
    for (let call = 1; call <= 4; call += 1) {
      for (const when of ['before', 'after'] as const) {
        machine = decisionPorts();
        [disclosureId = ''] = await approvedDisclosures(machine.ports);
        const { disclosures, packages, outboxes, now } = machine.ports;
        const { ports } = crashingAt({ disclosures, packages, outboxes, now }, { call, when });
        expect(await dispatch(ports)).toEqual(failed);
        expect(await dispatch(machine.ports)).toEqual({ batchItemFailures: [] });
        const disclosure = machine.held.disclosures.get(disclosureId);
        const [delivery] = machine.held.deliveries.values();
        expect(machine.held.deliveries.size).toBe(1);
        expect(disclosure).toMatchObject({
          status: 'dispatched',
          dispatchedAt: delivery?.dispatchedAt,
        });
      }
    }
  });
});

test('given a message about something nobody approved, then it stays for a person', async () => {
  const nobody = 'disclosure-0000000000000000';
  expect(await dispatch(machine.ports, nobody)).toEqual(failed);
});
