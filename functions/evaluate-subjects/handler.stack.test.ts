import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { subjectEvaluatedSchema } from '../../events/messages.ts';
import { assemblyRepository } from '../../lib/aws/assembly-repository.ts';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { evaluationRepository } from '../../lib/aws/evaluation-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter as pause } from '../../lib/aws/pause-with-jitter.ts';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { nothingToAssemble } from '../../lib/cases/nothing-to-assemble.ts';
import { type LedgerKey, ledgerKey } from '../../lib/identifiers.ts';
import type { Ports } from '../../lib/indicators/evaluate-subjects.ts';
import { warmJudges } from '../../lib/indicators/warm-judges.ts';
import { createTestBucket, createTestQueue, createTestTable } from '../../test/support/aws.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { contribution, daysLater, entry, subject } from '../../test/support/ledgers.ts';
import { indicator, rulebook } from '../../test/support/rulebooks.ts';
import { createHandler } from './handler.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});

/** The stage on tables and a queue of its own. */
async function stage(book = rulebook()) {
  const [ledgerTable, casesTable, url] = await Promise.all([
    createTestTable('ledger'),
    createTestTable('cases'),
    createTestQueue({ fifo: true, visibilityTimeoutSeconds: 1 }),
  ]);
  const chunks = { s3: new S3Client({}), bucket: await createTestBucket() };
  const ledgers = ledgerRepository({ client, table: ledgerTable, ...chunks });
  const evaluations = evaluationRepository({ client, table: casesTable });
  const announce = disclosureQueue({ client: sqs, url, pause });
  const rulebooks = { active: async () => book };
  const judges = warmJudges({ mostEntries: 1000 });
  const assembly = assemblyRepository({ client, table: casesTable });
  const quiet = nothingToAssemble({ ledgers, assembly });
  const ports: Ports = {
    ledgers,
    evaluations,
    rulebooks,
    judges,
    nothingToAssemble: quiet,
    announce,
    pause,
  };
  return { ports, ledgers, evaluations, assembly, announced: () => announcedIn(url) };
}

/** The subjects of all messages that wait, taken out of the queue. */
async function announcedIn(url: string): Promise<LedgerKey[]> {
  const subjects: LedgerKey[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return subjects.sort();
    for (const { Body = '', ReceiptHandle } of Messages) {
      subjects.push(subjectEvaluatedSchema.parse(JSON.parse(Body)).subject);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  }
}

/** Messages that name keys, one list a message; returns how many of them failed. */
async function deliver(ports: Ports, ...messages: LedgerKey[][]): Promise<number> {
  const Records = messages.map((keys, index) => ({
    messageId: `${index}`,
    body: JSON.stringify({ type: 'ledgers-changed', keys }),
  }));
  const handler = createHandler(ports);
  const response = await handler({ Records } as SQSEvent, {} as Context);
  return (response as SQSBatchResponse).batchItemFailures.length;
}

const report = (reference: string, days: number[], revision = '1') =>
  contribution({
    report: { entity: '1234567', reference },
    revision,
    entries: days.map((day, index) =>
      entry({ report: reference, transaction: `T${index}`, at: daysLater(day) }),
    ),
  });

describe('given a subject whose ledger changed', () => {
  test('when it is evaluated, then its matches are kept and its case is asked for', async () => {
    const { ports, ledgers, evaluations, announced } = await stage();
    await ledgers.merge(subject, [report('R1', [0, 10])]);
    expect(await deliver(ports, [subject])).toBe(0);
    const evaluation = await evaluations.get(subject);
    expect(evaluation).toMatchObject({ ledgerVersion: 1, rulebook: 1 });
    expect(evaluation?.matches).toHaveLength(1);
    expect(await announced()).toEqual([subject]);
  });

  test('when later reports add, change and withdraw, then each change is noted once', async () => {
    const { ports, ledgers, evaluations } = await stage();
    for (const one of [
      report('R1', [0, 10]),
      report('R2', [11]),
      report('R3', [80, 81]),
      report('R1', [], '2'),
    ]) {
      await ledgers.merge(subject, [one]);
      await deliver(ports, [subject], [subject]);
    }
    const noted = await evaluations.changes(subject);
    expect(
      noted.map(({ raised, amended, retracted }) => [
        raised.length,
        amended.length,
        retracted.length,
      ]),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  test('when it is delivered again after new changes, then each change was announced', async () => {
    const { ports, ledgers, announced } = await stage();
    await ledgers.merge(subject, [report('R1', [0, 10])]);
    await deliver(ports, [subject]);
    await deliver(ports, [subject]);
    await ledgers.merge(subject, [report('R2', [11])]);
    await deliver(ports, [subject]);
    expect(await announced()).toEqual([subject, subject]);
  });

  test('when nothing holds and nobody is linked to it, then no case is asked for', async () => {
    const { ports, ledgers, evaluations, announced } = await stage();
    await ledgers.merge(subject, [report('R1', [0])]);
    expect(await deliver(ports, [subject])).toBe(0);
    expect(await evaluations.get(subject)).toMatchObject({ ledgerVersion: 1, matches: [] });
    expect(await announced()).toEqual([]);
  });

  test('when nothing holds any more but it was in a case, then its case is asked for', async () => {
    const { ports, ledgers, assembly, announced } = await stage();
    await assembly.replace(await assembly.read([subject]), {
      memberships: new Map([[subject, caseIdOf([subject])]]),
      assessments: new Map(),
      cases: [],
    });
    await ledgers.merge(subject, [report('R1', [0])]);
    await deliver(ports, [subject]);
    expect(await announced()).toEqual([subject]);
  });

  test('when a case is opened while nothing is found to hold any more, then it is asked for', async () => {
    const { ports, ledgers, evaluations, assembly, announced } = await stage();
    await ledgers.merge(subject, [report('R1', [0, 10])]);
    await deliver(ports, [subject]);
    await announced();
    await ledgers.merge(subject, [report('R1', [], '2')]);
    const opening: Ports['evaluations'] = {
      ...evaluations,
      // By what holds until this is written.
      replace: async (...change) => {
        await assembly.replace(await assembly.read([subject]), {
          memberships: new Map([[subject, caseIdOf([subject])]]),
          assessments: new Map(),
          cases: [],
        });
        await evaluations.replace(...change);
      },
    };
    await deliver({ ...ports, evaluations: opening }, [subject]);
    expect(await evaluations.get(subject)).toMatchObject({ ledgerVersion: 2, matches: [] });
    expect(await announced()).toEqual([subject]);
  });

  test('when it was in a case and nothing new is found, then what is stored of it tells so', async () => {
    const { ports, ledgers, evaluations, assembly, announced } = await stage();
    await ledgers.merge(subject, [report('R1', [0])]);
    await deliver(ports, [subject]);
    expect(await evaluations.standing([subject])).toEqual(
      new Map([[subject, { evaluation: await evaluations.get(subject), everInCase: false }]]),
    );
    await assembly.replace(await assembly.read([subject]), {
      memberships: new Map([[subject, undefined]]),
      assessments: new Map(),
      cases: [],
    });
    expect((await evaluations.standing([subject])).get(subject)?.everInCase).toBe(true);
    await ledgers.merge(subject, [report('R2', [40])]);
    await deliver(ports, [subject]);
    expect((await evaluations.get(subject))?.ledgerVersion).toBe(1);
    expect(await announced()).toEqual([subject]);
  });

  test('when it was judged by a newer rulebook already, then the older one does not overwrite it', async () => {
    const { ports, ledgers, evaluations } = await stage();
    await ledgers.merge(subject, [report('R1', [0, 10])]);
    const newer = rulebook({ number: 2, indicators: [indicator({ version: 2 })] });
    await deliver({ ...ports, rulebooks: { active: async () => newer } }, [subject]);
    await ledgers.merge(subject, [report('R2', [11])]);
    expect(await deliver(ports, [subject])).toBe(1);
    expect(await evaluations.get(subject)).toMatchObject({ rulebook: 2, ledgerVersion: 1 });
  });

  test('when several judge it at a time, then the newest ledger wins', async () => {
    const { ports, ledgers, evaluations } = await stage();
    await Promise.all(
      Array.from({ length: 6 }, async (_, number) => {
        await ledgers.merge(subject, [report(`R${number}`, [number])]);
        expect(await deliver(ports, [subject])).toBe(0);
      }),
    );
    expect(await evaluations.get(subject)).toMatchObject({ ledgerVersion: 6 });
  });
});

test('given a link key changed, then its members are announced, at most a hundred', async () => {
  const { ports, ledgers, announced } = await stage();
  const shared = ledgerKey('phone', '14165550142');
  const users = Array.from({ length: 120 }, (_, number) => ledgerKey('party', `user ${number}`));
  const use = (user: LedgerKey, number: number) =>
    contribution({
      report: { entity: '1234567', reference: `R${number}` },
      revision: String(1000 + number),
      members: [{ subject: user, since: daysLater(number), as: 'contact' }],
    });
  await ledgers.merge(shared, users.slice(0, 2).map(use));
  await deliver(ports, [shared]);
  expect(await announced()).toEqual(users.slice(0, 2).sort());
  await ledgers.merge(shared, users.map(use));
  await deliver(ports, [shared]);
  expect(await announced()).toEqual(users.slice(0, 100).sort());
});

test('given an employer pays somebody new, then the employer is announced and no worker', async () => {
  const { ports, ledgers, announced } = await stage();
  const employer = ledgerKey('employer', 'farm');
  const members = [{ subject, since: daysLater(0), as: 'worker' as const }];
  await ledgers.merge(employer, [contribution({ members })]);
  await deliver(ports, [employer]);
  expect(await announced()).toEqual([employer]);
});

test('given one message nobody can read, then it fails alone', async () => {
  const { ports, ledgers, evaluations } = await stage();
  await ledgers.merge(subject, [report('R1', [0, 10])]);
  expect(await deliver(ports, ['no key at all'], [subject])).toBe(1);
  expect(await evaluations.get(subject)).toBeDefined();
});

describe('given the process dies around any call of a port', () => {
  test('when the message is delivered again, then the state is the same as without', async () => {
    const untouched = await stage();
    await untouched.ledgers.merge(subject, [report('R1', [0, 10])]);
    await deliver(untouched.ports, [subject]);
    const expected = await untouched.evaluations.get(subject);

    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const { ports, ledgers, evaluations, announced } = await stage();
        await ledgers.merge(subject, [report('R1', [0, 10])]);
        const crashing = crashingAt(ports, { call, when });
        const failed = await deliver(crashing.ports, [subject]);
        if (crashing.calls() < call) break;
        expect(failed).toBe(1);
        expect(await deliver(ports, [subject])).toBe(0);
        expect(await evaluations.get(subject)).toEqual(expected);
        expect(await announced()).toContain(subject);
        expect(await evaluations.changes(subject)).toHaveLength(1);
      }
    }
  });
});
