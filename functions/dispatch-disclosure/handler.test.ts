import { beforeEach, describe, expect, test } from 'vitest';
import type { DispatchPorts } from '../../lib/disclosures/dispatch-disclosure.ts';
import { digest } from '../../lib/identifiers.ts';
import { decrypt } from '../../lib/sealing/decrypt.ts';
import { keyOn } from '../../lib/sealing/recipient-keys.ts';
import { verifyZip } from '../../lib/sealing/verify-package.ts';
import { demonstrationKey } from '../../local/demo/demonstration-key.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { createHandler } from './handler.ts';

let machine: ReturnType<typeof decisionPorts>;
let disclosureId: string;
const begin = async () => {
  machine = decisionPorts();
  [disclosureId = ''] = await approvedDisclosures(machine.ports);
};
beforeEach(begin);

const done = { batchItemFailures: [] };
const failed = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
const dispatch = (ports: DispatchPorts, id = disclosureId) =>
  createHandler(ports)(
    queueEvent({ type: 'disclosure-approved', disclosureId: id }),
    lambdaContext(),
  );

/** Nothing else, so that a crash meets each call that a dispatch makes. */
function dispatchPorts(): DispatchPorts {
  const { disclosures, packages, outboxes, now } = machine.ports;
  const { sealedPackages, signer, renderer, encrypt, recipientKeys } = machine.ports;
  return {
    disclosures,
    packages,
    outboxes,
    now,
    sealedPackages,
    signer,
    renderer,
    encrypt,
    recipientKeys,
  };
}

async function expectOneSealedDelivery() {
  const [delivery, ...others] = machine.held.deliveries.values();
  expect(others).toEqual([]);
  const kid = delivery?.seal.kid ?? '';
  const sealed = (file: string) =>
    machine.held.sealed.get(`${disclosureId} ${file}`) ?? new Uint8Array();
  const [zip, jwe] = [sealed('package.zip'), sealed(`package.${kid}.zip.jwe`)];
  expect(delivery?.seal).toEqual({
    zipDigest: digest(zip),
    kid,
    sealedDigest: digest(jwe),
    sealedBytes: jwe.byteLength,
  });
  const opened = await decrypt(jwe, demonstrationKey('ON-KINGSTON'));
  expect(Buffer.compare(opened ?? new Uint8Array(), zip)).toBe(0);
  expect(verifyZip(zip, await machine.ports.signer.publicKey()).faults).toEqual([]);
  expect(machine.held.disclosures.get(disclosureId)).toMatchObject({
    status: 'dispatched',
    dispatchedAt: delivery?.dispatchedAt,
  });
}

describe('given an approved disclosure', () => {
  test('when it is dispatched twice, then one delivery lies in the recipient’s outbox', async () => {
    await dispatch(machine.ports);
    const [first] = machine.held.deliveries.values();
    expect(await dispatch(machine.ports)).toEqual(done);
    expect([...machine.held.deliveries.values()]).toEqual([first]);
    expect(first).toMatchObject({ recipient: 'ON-KINGSTON', disclosureId });
    await expectOneSealedDelivery();
  });

  test('when its bytes are not those approved, then nothing leaves and the message stays', async () => {
    machine.held.packages.set(disclosureId, Buffer.from('{"schema":"other"}'));
    expect(await dispatch(machine.ports)).toEqual(failed);
    expect(machine.held.deliveries.size).toBe(0);
    expect(machine.held.sealed.size).toBe(0);
  });

  test('when the process dies around any call, then a repetition goes on with what was kept', async () => {
    const whole = crashingAt(dispatchPorts(), { call: 0, when: 'before' });
    await dispatch(whole.ports);
    expect(whole.calls()).toBeGreaterThan(10);
    for (let call = 1; call <= whole.calls(); call += 1) {
      for (const when of ['before', 'after'] as const) {
        await begin();
        expect(await dispatch(crashingAt(dispatchPorts(), { call, when }).ports)).toEqual(failed);
        const kept = new Map(machine.held.sealed);
        expect(await dispatch(machine.ports)).toEqual(done);
        for (const [name, bytes] of kept) expect(machine.held.sealed.get(name)).toBe(bytes);
        await expectOneSealedDelivery();
      }
    }
  });

  test('when another version of the renderer takes over after a crash, then what was signed leaves', async () => {
    const { ports } = machine;
    const encrypt = () => Promise.reject(new Error('crash'));
    expect(await dispatch({ ...ports, encrypt })).toEqual(failed);
    const render = async () => [
      { name: 'package.json', mediaType: 'application/json', bytes: Buffer.from('{}') },
    ];
    expect(await dispatch({ ...ports, renderer: { version: 2, render } })).toEqual(done);
    await expectOneSealedDelivery();
  });

  test('when the signer answers with a signature that does not hold, then nothing is kept', async () => {
    const signer = { ...machine.ports.signer, sign: async () => Buffer.alloc(70) };
    expect(await dispatch({ ...machine.ports, signer })).toEqual(failed);
    expect(machine.held.sealed.size).toBe(0);
  });
});

describe('given a recipient whose key expired', () => {
  const expired = {
    recipient: 'ON-KINGSTON',
    kid: 'old',
    jwk: { kty: 'EC' as const, crv: 'P-256' as const, x: '', y: '' },
    validFrom: '2026-01-01',
    validTo: '2026-11-20',
  };
  const recipientKeys: DispatchPorts['recipientKeys'] = {
    keyOn: async (recipient, day) => keyOn([expired], recipient, day),
  };

  test('when its package is dispatched, then nothing leaves and the disclosure says why', async () => {
    expect(await dispatch({ ...machine.ports, recipientKeys })).toEqual(done);
    expect(machine.held.deliveries.size).toBe(0);
    expect(machine.held.sealed.size).toBe(0);
    const held = { problem: 'recipient-key-missing', since: expect.any(String), tries: 1 };
    expect(machine.held.disclosures.get(disclosureId)).toMatchObject({ status: 'approved', held });
  });

  test('when there is a key at last, then the message that waited lets it leave', async () => {
    await dispatch({ ...machine.ports, recipientKeys });
    await dispatch({ ...machine.ports, recipientKeys });
    const { body } = machine.held.messages.at(-1) ?? {};
    expect(JSON.parse(body ?? '')).toEqual({
      type: 'disclosure-approved',
      disclosureId,
      afterTries: 2,
    });
    const again = createHandler(machine.ports);
    expect(await again(queueEvent(JSON.parse(body ?? '')), lambdaContext())).toEqual(done);
    await expectOneSealedDelivery();
    expect(machine.held.disclosures.get(disclosureId)).not.toHaveProperty('held');
  });
});

test('given a message about something nobody approved, then it stays for a person', async () => {
  const nobody = 'disclosure-0000000000000000';
  expect(await dispatch(machine.ports, nobody)).toEqual(failed);
});
