import { beforeEach, expect, test } from 'vitest';
import type { LedgerKey } from '../../lib/identifiers.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import { memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { createHandler, type Ports } from './handler.ts';

const recordId = 'record-0123456789abcdef';
const agency = 'ON-KINGSTON';
const phone = phoneKey('416-555-0142') ?? '';
const message = { type: 'information-filed', agency, recordId };

let store: ReturnType<typeof memoryInformation>;
let announced: LedgerKey[];
let ports: Ports;
beforeEach(async () => {
  store = memoryInformation();
  announced = [];
  const world = memoryLedgers();
  world.file({ about: 'a', uses: [phone] }, { about: 'b', uses: [phone] }, { about: 'c' });
  await store.information.file({
    ...{ recordId, agency, filedBy: 'officer', receivedAt: '2026-11-21T10:00:00.000Z' },
    ...filedInformation(),
  });
  ports = {
    information: store.information,
    possible: store.possible,
    cases: memoryCases().cases,
    ledgers: world.ledgers,
    announce: async (evaluated) => {
      // Whoever is not in the ledgers yet must find the watch.
      expect(store.held.log).toHaveLength(1);
      announced.push(...evaluated.map((one) => one.subject));
    },
  };
});
const handle = (...bodies: unknown[]) =>
  createHandler(ports)(queueEvent(...bodies), lambdaContext());

test('given a record, then it is watched for, and those known by it are assembled anew', async () => {
  expect(await handle(message)).toEqual({ batchItemFailures: [] });
  expect(store.held.log).toMatchObject([{ number: 1, agency, recordId, keys: [phone] }]);
  expect(announced).toEqual(['a', 'b'].map(subject).sort());
});

test('given the same message twice, then it is watched for once', async () => {
  await handle(message, message);
  await handle(message);
  expect(store.held.log).toHaveLength(1);
});

test('given a message about no record of ours, then it alone comes again', async () => {
  const unknown = { ...message, recordId: 'record-ffffffffffffffff' };
  expect(await handle(unknown, message)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }],
  });
});
