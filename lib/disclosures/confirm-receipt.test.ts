import { expect, test } from 'vitest';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { Crash } from '../../test/support/failing-ports.ts';
import { confirmReceipt } from './confirm-receipt.ts';
import { disclosureSchema } from './disclosure.ts';
import { dispatchDisclosure } from './dispatch-disclosure.ts';

test('given a package that was held and left just before a crash, when it is received, then it can be read again and is held no more', async () => {
  const { ports, held } = decisionPorts();
  const recipients = [{ id: 'ON-KINGSTON', reason: 'Jurisdiction' }];
  const [disclosureId = ''] = await approvedDisclosures(ports, recipients);
  const keyless = { ...ports, recipientKeys: { keyOn: async () => undefined } };
  expect(await dispatchDisclosure(keyless, disclosureId)).toBe('held');
  const dying = {
    ...ports,
    disclosures: {
      ...ports.disclosures,
      markDispatched: async () => {
        throw new Crash('markDispatched');
      },
    },
  };
  await expect(dispatchDisclosure(dying, disclosureId)).rejects.toThrow(Crash);
  const before = held.disclosures.get(disclosureId);
  expect(before).toHaveProperty('held.tries', 1);

  const receivedDigest = before?.packageDigest ?? '';
  const request = { agency: 'ON-KINGSTON', user: 'officer', disclosureId, receivedDigest };
  const received = await confirmReceipt(ports, request);
  expect(received).toMatchObject({ status: 'received', receivedBy: 'officer' });
  expect(disclosureSchema.parse(held.disclosures.get(disclosureId))).toEqual(received);
});
