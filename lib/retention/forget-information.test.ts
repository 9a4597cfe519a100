import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import type { InformationRecord } from '../information-records/information-record.ts';
import { phoneKey } from '../ledger/recognition-keys.ts';
import { yearsAfter } from './clocks.ts';
import { type ForgettingPorts, forgetInformation } from './forget-information.ts';
import type { HoldWithLift } from './legal-hold.ts';

const received = '2026-11-26T08:30:00.000Z';
const withdrawn = { at: received, by: 'officer', reason: 'The wrong number.' };
const record = (place: number, other: Partial<InformationRecord> = {}): InformationRecord => ({
  recordId: `record-${String(place).padStart(16, '0')}`,
  ...{ agency: 'ON-OPP', filedBy: 'officer', receivedAt: received },
  ...filedInformation(),
  ...other,
});

const caseOnHold = (at: string): HoldWithLift => ({
  hold: {
    holdId: 'hold-0123456789abcdef',
    scope: { kind: 'case', caseId: 'case-0123456789abcdef' },
    ...{ reason: 'Ordered.', author: 'approver', from: at, at },
  },
});

let records: InformationRecord[];
let holds: HoldWithLift[];
let acts: string[];
let ports: ForgettingPorts;
beforeEach(() => {
  records = [];
  holds = [];
  acts = [];
  ports = {
    information: {
      async *every() {
        yield* [...records];
      },
      stopWatching: async () => {},
      async forget({ recordId }) {
        acts.push(`forget ${recordId}`);
        records = records.filter((one) => one.recordId !== recordId);
      },
    },
    possible: { subjectsOf: async () => [] },
    ledgers: memoryLedgers().ledgers,
    announce: async (evaluated) => {
      acts.push(...evaluated.map(({ subject: one }) => `announce ${one}`));
    },
    holds: { all: async () => holds },
    tell: async ({ about }) => {
      acts.push(`tell ${about[1]}`);
    },
    now: () => received,
  };
});
const run = (asOf: string) => forgetInformation(ports, { asOf, actor: 'retain-records' });

describe('given a record, and one that was taken back', () => {
  beforeEach(() => {
    records = [record(1), record(2, { withdrawn })];
  });

  test('when less than ten years have passed, then both stay', async () => {
    expect(await run('2036-11-26T08:29:59.999Z')).toEqual([]);
  });

  test('when ten years have passed, then what was taken back goes, once the log is told', async () => {
    const [, second] = records;
    expect(await run('2036-11-26T08:30:00.000Z')).toHaveLength(1);
    expect(acts).toEqual([`tell ${second?.recordId}`, `forget ${second?.recordId}`]);
    expect(records).toEqual([record(1)]);
  });

  test('when fifteen years have passed, then both go, and a further run finds nothing', async () => {
    expect(await run('2041-11-26T08:30:00.000Z')).toHaveLength(2);
    expect(await run('2041-11-26T08:30:00.000Z')).toEqual([]);
  });

  test('when they go, then whoever they speak of is announced, before there is nothing to find them by and after nobody watches', async () => {
    const world = memoryLedgers();
    world.file({ about: 'a', uses: [phoneKey('416-555-0142') ?? ''] }, { about: 'b' });
    ports.ledgers = world.ledgers;
    ports.possible = { subjectsOf: async () => [subject('b')] };
    ports.information.stopWatching = async ({ recordId }) => {
      acts.push(`stop ${recordId}`);
    };
    await run('2036-11-26T08:30:00.000Z');
    const [, { recordId = '' } = {}] = [record(1), record(2)];
    const announced = ['a', 'b'].map(subject).sort();
    expect(acts).toEqual([
      ...[`tell ${recordId}`, `stop ${recordId}`],
      ...announced.map((one) => `announce ${one}`),
      `forget ${recordId}`,
    ]);
  });

  test('when none can be due, then no more of them are read than one', async () => {
    let read = 0;
    const { every } = ports.information;
    ports.information.every = async function* counted() {
      for await (const one of every()) {
        read += 1;
        yield one;
      }
    };
    await run('2030-01-01T00:00:00.000Z');
    expect(read).toBe(1);
  });

  test('when any case is on hold, then both stay', async () => {
    holds = [caseOnHold(received)];
    expect(await run('2041-11-26T08:30:00.000Z')).toEqual([]);
  });

  test('when a case is put on hold while they go, then those that are left stay', async () => {
    const { forget } = ports.information;
    const later = '2041-11-26T08:31:00.000Z';
    let now = '2041-11-26T08:30:00.000Z';
    ports.now = () => now;
    ports.information.forget = async (name) => {
      await forget(name);
      now = later;
      holds = [caseOnHold(later)];
    };
    expect(await run('2041-11-26T08:30:00.000Z')).toHaveLength(1);
    expect(records).toHaveLength(1);
  });
});

test('for any records in the order in which they were filed, exactly those whose time has come go', async () => {
  const ages = fc.array(
    fc.record({ days: fc.integer({ min: 0, max: 8000 }), back: fc.boolean() }),
    {
      maxLength: 20,
    },
  );
  await fc.assert(
    fc.asyncProperty(ages, async (given) => {
      const inOrder = given.toSorted((a, b) => b.days - a.days);
      const asOf = '2041-11-26T08:30:00.000Z';
      records = inOrder.map(({ days, back }, place) => {
        const receivedAt = new Date(Date.parse(asOf) - days * 86_400_000).toISOString();
        return record(place, { receivedAt, ...(back && { withdrawn }) });
      });
      const due = records.filter((one) => {
        return yearsAfter(one.receivedAt, one.withdrawn ? 10 : 15) <= asOf;
      });
      const gone = await run(asOf);
      expect(gone.map(({ recordId }) => recordId)).toEqual(due.map(({ recordId }) => recordId));
    }),
  );
});
