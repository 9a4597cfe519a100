import { expect, test } from 'vitest';
import { filedInformation } from '../../test/support/filed-information.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { createHandler, type Ports } from './handler.ts';

const record = {
  ...{ recordId: 'record-0123456789abcdef', agency: 'ON-OPP', filedBy: 'officer' },
  ...{ receivedAt: '2026-11-26T08:30:00.000Z', ...filedInformation() },
};

/** What is forgotten at a moment, with so much time. */
async function forgottenOn(now: string, milliseconds: number) {
  const ports: Ports = {
    information: {
      async *every() {
        yield record;
      },
      stopWatching: async () => {},
      forget: async () => {},
    },
    possible: { subjectsOf: async () => [] },
    ledgers: { getMany: async () => new Map() },
    announce: async () => {},
    holds: { all: async () => [] },
    tell: async () => {},
    now: () => now,
  };
  return createHandler(ports)({}, lambdaContext(milliseconds));
}

test('given a record that was filed fifteen years ago, then it is destroyed', async () => {
  expect(await forgottenOn('2041-11-26T08:30:00.000Z', 300_000)).toEqual({ forgotten: 1 });
  expect(await forgottenOn('2041-11-26T08:29:59.000Z', 300_000)).toEqual({ forgotten: 0 });
});

test('given no time to do it, then it is left to the next day', async () => {
  expect(await forgottenOn('2041-11-26T08:30:00.000Z', 30_000)).toEqual({ forgotten: 0 });
});
