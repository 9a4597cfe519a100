import { describe, expect, test } from 'vitest';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { digest } from '../identifiers.ts';
import { contributionName } from '../ledger/ledger.ts';
import { noCounts } from '../reports/batch.ts';
import type { RetainedBatch, RetentionPorts } from './retention-ports.ts';
import { runRetention } from './run-retention.ts';

/** Uploads that were turned away, whole: of each the bytes are due. */
const turnedAway = (source: string): RetainedBatch => {
  const {
    receivedAt: _,
    acceptedAs: __,
    ...batch
  } = acceptedBatch({
    source,
    batchId: `019ab6e0-0000-7000-8000-00000000000${source}`,
    createdAt: '2020-01-01T00:00:00.000Z',
    counts: noCounts,
    submitted: 0,
  });
  return { ...batch, status: 'failed', destroyed: {} };
};

test('given one batch that fails, then the others are done, and it is told', async () => {
  const gone: string[] = [];
  const noted: string[] = [];
  const told: string[] = [];
  const ports = {
    batches: {
      async *every() {
        yield* ['1', '2', '3'].map(turnedAway);
      },
      note: async (batch: RetainedBatch, destroyed: RetainedBatch['destroyed']) => {
        if (destroyed.refusedGoneAt) noted.push(batch.source);
        return { ...batch, destroyed };
      },
    },
    objects: {
      keep: async () => undefined,
      destroy: async (name: string) => {
        if (name === '2') throw new Error('out of order');
        gone.push(name);
      },
    },
    cases: {
      packaged: async () => ({
        disclosed: new Set(),
        pending: new Set(),
        withdrawn: new Map(),
        named: new Set(),
      }),
    },
    holds: { all: async () => [] },
    packages: { keptBefore: async () => [] },
    tell: async ({ about }: { about: string[] }) => {
      told.push(about[0] ?? '');
    },
    now: () => '2026-11-26T00:00:00.000Z',
  } as unknown as RetentionPorts;
  const run = runRetention(ports, { asOf: '2026-11-26T00:00:00.000Z', actor: 'ops' });
  await expect(run).rejects.toThrow('out of order');
  expect([gone, noted]).toEqual([
    ['1', '3'],
    ['1', '3'],
  ]);
  expect(told).toHaveLength(3);
});

describe('given a run through batches of sixteen years ago', () => {
  const bytesOf = (reference: string) =>
    Buffer.from(
      ndjsonBatch([filedReport({ reference })]).replaceAll(/\b20[12]\d-(?=\d\d-\d\d)/g, '2010-'),
    );
  const old = (reference: string): RetainedBatch => ({
    ...acceptedBatch({
      source: reference,
      batchId: `019ab6e0-0000-7000-8000-00000000000${reference.slice(-1)}`,
      receivedAt: '2010-11-20T12:00:00.000Z',
      status: 'completed',
      done: 1,
      digest: digest(bytesOf(reference)),
    }),
    destroyed: {},
  });
  const name = (reference: string) =>
    contributionName({ entity: old(reference).entity, reference });

  /** What people say of packages, and which batches a run began to destroy. */
  function world() {
    const says = {
      disclosed: new Set<string>(),
      pending: new Set<string>(),
      withdrawn: new Map(),
      named: new Set(),
    };
    const touched: string[] = [];
    const destroyed = new Map<string, unknown>();
    const acts: string[] = [];
    const ports = {
      batches: {
        async *every() {
          yield* ['R-1', 'R-2'].map(old);
        },
        note: async (batch: RetainedBatch, destroyed: RetainedBatch['destroyed']) => {
          if (!touched.includes(batch.batchId)) touched.push(batch.batchId);
          return { ...batch, destroyed };
        },
      },
      inbox: {
        read: async (source: string) =>
          (async function* () {
            yield bytesOf(source);
          })(),
        keep: async () => 'anew',
        keepReports: async () => [],
      },
      register: { getMany: async () => new Map(), change: async () => undefined },
      ledgers: { forget: async () => [] },
      objects: {
        named: async () => [],
        keep: async () => undefined,
        destroy: async () => undefined,
      },
      cases: { packaged: async () => structuredClone(says) },
      holds: { all: async () => [] },
      packages: {
        keptBefore: async () => [],
        destroy: async (disclosureId: string, noted: unknown) => {
          destroyed.set(disclosureId, noted);
        },
      },
      tell: async ({ id }: { id: string }) => {
        acts.push(id);
      },
      now: () => '2026-11-26T00:00:00.000Z',
    } as unknown as RetentionPorts;
    return { ports, says, touched, destroyed, acts };
  }

  const runWith = async (meanwhile: (says: ReturnType<typeof world>['says']) => void) => {
    const { ports, says, touched } = world();
    const { batches } = await runRetention(ports, {
      asOf: '2026-11-26T00:00:00.000Z',
      actor: 'ops',
      onBatch: () => meanwhile(says),
    });
    return { touched, last: batches.at(-1) };
  };

  test('when nobody submits anything, then both batches go', async () => {
    const { touched, last } = await runWith(() => undefined);
    expect(touched).toEqual([old('R-1').batchId, old('R-2').batchId]);
    expect(last?.goes.references).toEqual(['R-2']);
  });

  test('when a package that never left rests on one, then what is noted of it names the act', async () => {
    const { ports, says, destroyed, acts } = world();
    says.withdrawn.set(name('R-2'), ['disclosure-0123456789abcdef']);
    await runRetention(ports, { asOf: '2026-11-26T00:00:00.000Z', actor: 'ops' });
    const record = acts.find((id) => id.startsWith(old('R-2').batchId));
    expect([...destroyed]).toEqual([
      ['disclosure-0123456789abcdef', { at: '2026-11-26T00:00:00.000Z', record }],
    ]);
  });

  test.each([
    ['pending', 'disclosure-pending'],
    ['disclosed', 'disclosed'],
  ] as const)(
    'when after the first batch a report of the second becomes %s, then it stays',
    async (becomes, why) => {
      const { touched, last } = await runWith((says) => says[becomes].add(name('R-2')));
      expect(touched).toEqual([old('R-1').batchId]);
      expect(last?.goes.references).toEqual([]);
      expect(last?.stays).toMatchObject([{ why, references: ['R-2'] }]);
    },
  );
});
