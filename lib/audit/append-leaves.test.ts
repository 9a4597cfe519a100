import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import {
  leafNumber,
  leavesUpTo,
  memoryAuditLog,
  testSigner,
} from '../../test/support/memory-audit-log.ts';
import { appendLeaves } from './append-leaves.ts';
import { type Leaf, leafBytes, leafSchema } from './leaf.ts';
import { readLeaves } from './read-leaves.ts';
import { verifyLog } from './verify/verify-log.ts';

type Log = ReturnType<typeof memoryAuditLog>;

const idsIn = async ({ ports }: Log): Promise<string[]> => {
  const { leaves } = await readLeaves(ports, { limit: 100_000 });
  return leaves.map(({ leaf }) => leaf.id);
};

async function demandVerified(log: Log, leaves: readonly Leaf[]): Promise<void> {
  expect((await idsIn(log)).toSorted()).toEqual(leaves.map(({ id }) => id).toSorted());
  const verdict = await verifyLog(log.source, { publicKey: await testSigner.publicKey() });
  expect(verdict).toMatchObject({ size: leaves.length, isSigned: true });
  expect(verdict).not.toHaveProperty('fault');
}

/** Messages of several leaves, which overlap and come in any order, some at once. */
const deliveries = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(fc.array(fc.nat(count - 1), { minLength: 1, maxLength: 10 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
    ),
  );

test('for any order, repeats and rivals, each leaf is there once and the log verifies', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async ([count, batches, atOnce]) => {
      const log = memoryAuditLog();
      const all = [...batches, Array.from({ length: count }, (_, at) => at)];
      for (let next = 0; next < all.length; next += atOnce) {
        await Promise.all(
          all
            .slice(next, next + atOnce)
            .map((batch) => appendLeaves(log.ports, batch.map(leafNumber))),
        );
      }
      await demandVerified(log, leavesUpTo(count));
    }),
    { numRuns: 60 },
  );
});

test('given a rival that places a leaf after the head was read and dies at any call, then it is published all the same', async () => {
  for (let call = 1; ; call += 1) {
    const log = memoryAuditLog();
    let hasDied: boolean | undefined;
    const placesOf: Log['ports']['heads']['placesOf'] = async (ids) => {
      if (hasDied === undefined) {
        const doomed = crashingAt(log.ports, { call, when: 'before' });
        const rival = appendLeaves(doomed.ports, [leafNumber(0)]);
        hasDied = await rival.then(
          () => false,
          (cause: unknown) => cause instanceof Crash,
        );
      }
      return log.ports.heads.placesOf(ids);
    };
    const heads = { ...log.ports.heads, placesOf };
    await appendLeaves({ ...log.ports, heads }, [leafNumber(0)]);
    await demandVerified(log, leavesUpTo(1));
    if (!hasDied) break;
  }
});

describe('given a process that dies around any call', () => {
  test.each(['before', 'after'] as const)(
    'when %s it, then the next one makes it good',
    async (when) => {
      for (let call = 1; ; call += 1) {
        const log = memoryAuditLog();
        // So that the tiles of two levels grow.
        await appendLeaves(log.ports, leavesUpTo(254));
        const { ports, calls } = crashingAt(log.ports, { call, when });
        const first = [254, 255, 256].map(leafNumber);
        const died = await appendLeaves(ports, first).then(
          () => false,
          (cause) => cause instanceof Crash,
        );
        if (!died) {
          expect(call).toBe(calls() + 1);
          break;
        }
        await appendLeaves(log.ports, [256, 257].map(leafNumber));
        await appendLeaves(log.ports, first);
        await demandVerified(log, leavesUpTo(258));
      }
    },
  );
});

test('given more leaves than one append may take, then all are there', async () => {
  const log = memoryAuditLog();
  await appendLeaves(log.ports, leavesUpTo(700));
  await demandVerified(log, leavesUpTo(700));
});

test('given somebody who publishes late, then the newest checkpoint stays', async () => {
  const log = memoryAuditLog();
  await appendLeaves(log.ports, leavesUpTo(2));
  const older = Buffer.from(log.held.objects.get('checkpoint') ?? []).toString();
  await appendLeaves(log.ports, leavesUpTo(5));
  await log.ports.objects.advance(older);
  await demandVerified(log, leavesUpTo(5));
});

test.each(['tile/entries/000.p/3', 'tile/entries/000.p/4'])(
  'given an altered %s, then nothing is built upon it',
  async (name) => {
    const log = memoryAuditLog();
    await appendLeaves(log.ports, leavesUpTo(3));
    const bytes = Buffer.from(log.held.objects.get('tile/entries/000.p/3') ?? []);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    log.held.objects.set(name, bytes);
    await expect(appendLeaves(log.ports, leavesUpTo(4))).rejects.toThrow(/not what was published/);
  },
);

test('given leaves, then their bytes are canonical and only ids stand there', () => {
  const text = Buffer.from(leafBytes(leafNumber(1))).toString();
  expect(text).toBe(
    '{"about":["case-0000000000000001"],"act":"GET /v1/cases/{caseId}","actor":"ben","at":"2026-06-15T12:00:01.000Z","id":"read-1","kind":"read","requestId":"request-1","roles":["analyst"],"status":200}',
  );
  expect(leafSchema.safeParse({ ...leafNumber(1), name: 'somebody' }).success).toBe(false);
});
