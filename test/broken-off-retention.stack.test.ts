import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { RetentionActed } from '../events/messages.ts';
import { everyAcceptedBatch } from '../lib/aws/batch-scan.ts';
import { decodeHead } from '../lib/aws/ledger-items.ts';
import { retainedBatches } from '../lib/aws/retention-batches.ts';
import { retainedLedgers } from '../lib/aws/retention-ledgers.ts';
import { retainedObjects } from '../lib/aws/retention-objects.ts';
import { storedLedgers } from '../lib/aws/stored-ledgers.ts';
import { rebuildLedgers } from '../lib/reports/rebuild/rebuild-ledgers.ts';
import { hasDue } from '../lib/retention/plan-retention.ts';
import type { RetentionPorts } from '../lib/retention/retention-ports.ts';
import { dryRun, runRetention } from '../lib/retention/run-retention.ts';
import { intakeClient } from './support/intake-client.ts';
import { readAnyhow } from './support/read-anyhow.ts';
import { cashDeposit, entity, filedReport, withAmount, withdrawal } from './support/reports.ts';
import { type StackIntake, stackIntake } from './support/stack-intake.ts';

/* Retention that is broken off before and after each of its calls, over and over, until it is through. */

const asOf = '2050-01-01T00:00:00.000Z';
/** Somebody with nothing in common with anybody else but the words of a story. */
const about = (name: string, number: number) => ({
  parties: [
    {
      ref: 'p1',
      kind: 'person' as const,
      role: 'subject' as const,
      surname: name,
      given: name,
      clientNumber: `C-${number}`,
      phone: `416-555-020${number}`,
      email: `${name}@example.com`.toLowerCase(),
      ids: [],
    },
  ],
  accounts: [{ ...filedReport().accounts?.[0], number: `77000${number}` }] as never,
  suspicion: { type: 'ML' as const, narrative: `About ${name}.`, narrativeLanguage: 'en' as const },
  actionTaken: `${name} is watched.`,
  transactions: [cashDeposit({ context: { memo: `for ${name}` } })],
});
const reportOf = (reference: string, name: string, number: number) => ({
  ...filedReport({ reference, ...about(name, number) }),
});

/** Two batches: reports that go, with older versions; one that was disclosed; one that is withdrawn. */
async function filed(stack: StackIntake) {
  const client = intakeClient(stack);
  const going = reportOf('GOING', 'GOINGSON', 1);
  const batches: [string, unknown[]][] = [
    [
      'B-1',
      [
        going,
        reportOf('STAYS', 'STAYSON', 2),
        reportOf('CORRECTED', 'OLDERSON', 3),
        reportOf('WITHDRAWN', 'GONESON', 4),
        { ...reportOf('REFUSED', 'REFUSEDSON', 5), actionTaken: undefined },
        'nonsense about NONSENSON',
      ],
    ],
    [
      'B-2',
      [
        { ...reportOf('CORRECTED', 'NEWERSON', 3), action: 'change' },
        { ...withAmount(reportOf('STAYS', 'STAYSON', 2), '2.00'), action: 'change' },
        withdrawal('WITHDRAWN'),
        withAmount(going, '3.00'),
      ],
    ],
  ];
  for (const [reference, records] of batches) {
    await client.submit(records, reference);
    await client.deliver();
  }
  await stack.sent.evaluation();
}

type Told = { acts: Map<string, RetentionActed>; packages: Set<string> };

function portsOf(stack: StackIntake, told: Told): RetentionPorts {
  const { client, s3, bucket, tables, ports } = stack;
  const inbox = { client: s3, bucket };
  return {
    batches: retainedBatches({ client, table: tables.reports }),
    inbox: ports.inbox,
    register: ports.register,
    objects: retainedObjects(inbox),
    ledgers: retainedLedgers({ client, table: tables.ledger, s3, bucket }),
    cases: {
      packaged: async () => ({
        disclosed: new Set([`${entity}/STAYS`]),
        pending: new Set(),
        withdrawn: new Map([[`${entity}/GOING`, ['disclosure-0123456789abcdef']]]),
        named: new Set(['disclosure-0123456789abcdef']),
      }),
      isNamed: async () => true,
      factsOf: async () => ({ subjects: [], reports: [] }),
    },
    holds: { all: async () => [] },
    packages: {
      destroy: async (disclosureId) => {
        told.packages.add(disclosureId);
      },
      keptBefore: async () => [],
    },
    evaluations: ports.evaluations,
    tell: async (acted) => {
      told.acts.set(acted.id, acted);
    },
    now: ports.now,
  };
}

class BrokenOff extends Error {}

/** Ports of which one call breaks off: the `at`th one, before or after it was done. */
function breaking(ports: RetentionPorts, at: number, when: 'before' | 'after'): RetentionPorts {
  let calls = 0;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => {
          if (name === 'every' || name === 'now') return method.apply(target, given);
          calls += 1;
          const isHere = calls === at;
          // Whoever is dead calls nothing any more.
          if (calls > at || (isHere && when === 'before')) throw new BrokenOff();
          const done = method.apply(target, given);
          if (!isHere) return done;
          return Promise.resolve(done).then(() => {
            throw new BrokenOff();
          });
        };
      },
    });
  const { tell, now, ...others } = ports;
  const wrapped = Object.fromEntries(
    Object.entries(others).map(([name, port]) => [name, wrap(port as object)]),
  );
  return { ...(wrapped as typeof others), tell: wrap({ tell }).tell, now };
}

async function everything(stack: StackIntake): Promise<string> {
  const texts: string[] = [];
  const list = new ListObjectVersionsCommand({ Bucket: stack.bucket });
  const { Versions = [] } = await stack.s3.send(list);
  for (const { Key, VersionId } of Versions) {
    const get = new GetObjectCommand({
      Bucket: stack.bucket,
      Key,
      ...(VersionId && VersionId !== 'null' && { VersionId }),
    });
    const bytes = await (await stack.s3.send(get)).Body?.transformToByteArray();
    if (bytes) texts.push(`${Key}\n${await readAnyhow(bytes)}`);
  }
  for (const item of await stack.items(stack.tables.reports)) texts.push(JSON.stringify(item));
  for (const item of await stack.items(stack.tables.ledger)) {
    texts.push(JSON.stringify(decodeHead(item)));
  }
  return texts.join('\n');
}

/** What stands in the end, but for versions and the ids of batches. */
async function standing(stack: StackIntake, told: Told) {
  const references = ['GOING', 'STAYS', 'CORRECTED', 'WITHDRAWN'];
  const known = await stack.ports.register.getMany(entity, references);
  const stored = storedLedgers({
    client: stack.client,
    table: stack.tables.ledger,
    s3: stack.s3,
    bucket: stack.bucket,
  });
  const ledgers: Record<string, unknown> = {};
  for await (const key of stored.keys()) {
    const whole = await stored.whole(key);
    ledgers[key] = [...(whole?.values() ?? [])].map(({ report, entries, party, members }) => ({
      reference: report.reference,
      entries: entries.length,
      party,
      members,
    }));
  }
  return {
    register: references.map((reference) => {
      const { action, location, touched } = known.get(reference) ?? {};
      return { reference, action, isKept: location !== undefined, touched };
    }),
    ledgers,
    acts: [...told.acts.values()].map(({ act, about }) => [act, about.length]),
    packages: [...told.packages],
    blocks: (await stack.objects()).filter((name) => name.startsWith('reports/')).length,
  };
}

const gone = /GOINGSON|OLDERSON|NEWERSON|GONESON|REFUSEDSON|NONSENSON/i;
const newTold = (): Told => ({ acts: new Map(), packages: new Set() });

async function rebuilt(stack: StackIntake) {
  const { client, s3, bucket, tables, ports } = stack;
  const ledgers = storedLedgers({ client, table: tables.ledger, s3, bucket });
  const batches = everyAcceptedBatch({ client, table: tables.reports });
  const { inbox, register, evaluations } = ports;
  return rebuildLedgers({ batches, inbox, register, ledgers, evaluations }, { write: false });
}

test('however often it is broken off, the end is that of a run that was not', async () => {
  const [whole, broken] = [await stackIntake(), await stackIntake()];
  const [wholeTold, brokenTold] = [newTold(), newTold()];
  for (const stack of [whole, broken]) {
    await filed(stack);
    const all = await everything(stack);
    expect([all.includes('GOINGSON'), all.includes('OLDERSON')]).toEqual([true, true]);
  }
  const ports = portsOf(whole, wholeTold);
  const due = (await dryRun(ports, asOf)).batches.filter(hasDue);
  expect(due.flatMap(({ goes }) => goes.references).sort()).toEqual([
    'CORRECTED',
    'CORRECTED',
    'GOING',
    'GOING',
    'WITHDRAWN',
  ]);
  await runRetention(ports, { asOf, actor: 'ops' });

  let tries = 0;
  for (const when of ['before', 'after'] as const) {
    for (let at = 1; ; at += 1) {
      tries += 1;
      const failing = breaking(portsOf(broken, brokenTold), at, when);
      const end = await runRetention(failing, { asOf, actor: 'ops' }).catch((cause) => cause);
      if (!(end instanceof Error)) break;
      expect(end).toBeInstanceOf(BrokenOff);
    }
  }
  expect(tries).toBeGreaterThan(30);
  for (const stack of [whole, broken]) {
    expect(gone.exec(await everything(stack))?.[0]).toBeUndefined();
    expect(await everything(stack)).toContain('STAYSON');
    expect(await rebuilt(stack)).toMatchObject({ differingReports: [], differingLedgers: [] });
  }
  expect(await standing(broken, brokenTold)).toEqual(await standing(whole, wholeTold));
  expect(wholeTold.packages).toEqual(new Set(['disclosure-0123456789abcdef']));
  expect((await dryRun(ports, asOf)).batches.filter(hasDue)).toEqual([]);
}, 240_000);
