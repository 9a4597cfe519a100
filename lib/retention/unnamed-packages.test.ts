import { expect, test } from 'vitest';
import type { DisclosureId } from '../identifiers.ts';
import type { RetentionPorts } from './retention-ports.ts';
import { dryRun, runRetention } from './run-retention.ts';

const asOf = '2026-11-26T00:00:00.000Z';
const [named, unnamed, young] = [1, 2, 3].map(
  (n): DisclosureId => `disclosure-000000000000000${n}`,
);
const keptAt = new Map([
  [named, '2026-01-01T00:00:00.000Z'],
  [unnamed, '2026-10-26T23:59:59.000Z'],
  [young, '2026-10-27T00:00:01.000Z'],
]);

/** No batch; three packages, of which a disclosure names the first. */
function world({ namedMeanwhile = [] as (DisclosureId | undefined)[] } = {}) {
  const done: string[] = [];
  const ports = {
    batches: { async *every() {} },
    cases: {
      packaged: async () => ({
        disclosed: new Set(),
        pending: new Set(),
        withdrawn: new Map(),
        named: new Set([named]),
      }),
      isNamed: async (id: DisclosureId) => namedMeanwhile.includes(id),
    },
    holds: { all: async () => [] },
    objects: { keep: async () => done.push('kept') },
    packages: {
      keptBefore: async (moment: string) =>
        [...keptAt].flatMap(([id, at]) => (Date.parse(at) < Date.parse(moment) ? [id] : [])),
      destroy: async (id: DisclosureId) => done.push(`destroyed ${id}`),
    },
    tell: async ({ act, about }: { act: string; about: string[] }) =>
      done.push(`told ${act} ${about}`),
    now: () => asOf,
  } as unknown as RetentionPorts;
  return { ports, done };
}

test('given a package that no disclosure names, when 30 days have passed, then it goes, and the audit log is told first', async () => {
  const { ports, done } = world();
  expect((await dryRun(ports, asOf)).unnamedPackages).toEqual([unnamed]);
  expect(done).toEqual([]);
  const { unnamedPackages } = await runRetention(ports, { asOf, actor: 'ops' });
  expect(unnamedPackages).toEqual([unnamed]);
  expect(done).toEqual(['kept', `told destroy ${unnamed}`, `destroyed ${unnamed}`]);
});

test('given one that a repeated submission names at the last moment, then it stays', async () => {
  const { ports, done } = world({ namedMeanwhile: [unnamed] });
  const { unnamedPackages } = await runRetention(ports, { asOf, actor: 'ops' });
  expect([unnamedPackages, done]).toEqual([[], []]);
});

test('given no time left, then none is looked at', async () => {
  const { ports, done } = world();
  await runRetention(ports, { asOf, actor: 'ops', hasTime: () => false });
  expect(done).toEqual([]);
});
