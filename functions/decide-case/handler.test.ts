import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { decisionPorts, grounds, openCase } from '../../test/support/decision-ports.ts';
import {
  assessment,
  matchOn,
  onFile,
  robin,
  subjectKeyOf,
} from '../../test/support/disclosure-case.ts';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler, type Ports } from './handler.ts';

const { caseId } = openCase;
let machine: ReturnType<typeof decisionPorts>;
beforeEach(() => {
  machine = decisionPorts();
});

type Asked = { by: string; body?: unknown; key?: string; scope?: string; ports?: Ports };

async function ask(verb: string, { by, body, key, scope, ports = machine.ports }: Asked) {
  const approvers = ['approve', 'return', 'reject'];
  const event = httpEvent(`POST /v1/cases/{caseId}/${verb}`, {
    path: { caseId },
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: JSON.stringify(body) }),
    claims: { sub: by, scope: scope ?? (approvers.includes(verb) ? 'approver' : 'analyst') },
  });
  const answer: APIGatewayProxyStructuredResultV2 = await createHandler(ports)(
    event,
    lambdaContext(),
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

const claimed = () => ask('claim', { by: 'ann' });
const submitted = async () => {
  await claimed();
  return ask('submit', { by: 'ann', body: { revision: 2, grounds } });
};

describe('given an open case', () => {
  test('when ann claims it twice, then the first claim is answered twice', async () => {
    const first = await claimed();
    expect(first).toMatchObject({ status: 200, body: { kind: 'claim', sequence: 1, revision: 2 } });
    expect(await claimed()).toEqual(first);
  });

  test('when bob claims what ann holds, then 409', async () => {
    await claimed();
    expect(await ask('claim', { by: 'bob' })).toMatchObject({
      status: 409,
      body: { type: '/problems/claimed-by-another' },
    });
  });

  test('when an approver claims it, then 403', async () => {
    expect(await ask('claim', { by: 'ann', scope: 'approver' })).toMatchObject({ status: 403 });
  });

  test('when it is noted, released and claimed by bob, then each is recorded in order', async () => {
    await claimed();
    await ask('notes', { by: 'ann', body: { text: 'Ask for the branch.' } });
    await ask('notes', { by: 'ann', body: { text: 'Ask for the branch.' } });
    await ask('release', { by: 'ann' });
    await ask('claim', { by: 'bob' });
    const recorded = machine.held.decisions.get(caseId)?.map(({ kind, actor }) => [kind, actor]);
    expect(recorded).toEqual([
      ['claim', 'ann'],
      ['note', 'ann'],
      ['release', 'ann'],
      ['claim', 'bob'],
    ]);
  });

  test('when a key comes again with another note, then 422', async () => {
    await ask('notes', { by: 'ann', body: { text: 'one' }, key: 'k1' });
    expect(await ask('notes', { by: 'ann', body: { text: 'two' }, key: 'k1' })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
  });
});

describe('given a claimed case', () => {
  test('when ann submits, then one package is frozen for the police of the place', async () => {
    const answer = await submitted();
    expect(answer).toMatchObject({
      status: 200,
      body: { kind: 'submit', disclosures: [{ recipient: 'ON-KINGSTON' }], warnings: [] },
    });
    expect(machine.held.packages.size).toBe(1);
  });

  test('when she submits again, then the first answer and no second package', async () => {
    const first = await submitted();
    expect(await ask('submit', { by: 'ann', body: { revision: 2, grounds } })).toEqual(first);
    expect(machine.held.packages.size).toBe(1);
  });

  test('when her key comes again with other recipients, then 422', async () => {
    await claimed();
    const to = (id: string) => ({
      ...{ revision: 2, grounds },
      recipients: [{ id, reason: 'Jurisdiction.' }],
    });
    const first = await ask('submit', { by: 'ann', body: to('ON-OPP'), key: 'k1' });
    expect(await ask('submit', { by: 'ann', body: to('ON-OPP'), key: 'k1' })).toEqual(first);
    for (const body of [to('ON-TPS'), { revision: 2, grounds }]) {
      expect(await ask('submit', { by: 'ann', body, key: 'k1' })).toMatchObject({
        status: 422,
        body: { type: '/problems/idempotency-key-reused' },
      });
    }
  });

  test('when her revision is old, then 409 with the one that stands', async () => {
    await claimed();
    expect(await ask('submit', { by: 'ann', body: { revision: 1, grounds } })).toMatchObject({
      status: 409,
      body: { type: '/problems/case-changed', revision: 2 },
    });
  });

  test('when the grounds are too short, then 400', async () => {
    await claimed();
    const body = { revision: 2, grounds: 'because' };
    expect(await ask('submit', { by: 'ann', body })).toMatchObject({ status: 400 });
  });

  test('when the grounds use a word that hurts, then she is told and may go on', async () => {
    await claimed();
    const hurting = `${grounds} The suspect drives.`;
    const answer = await ask('submit', { by: 'ann', body: { revision: 2, grounds: hurting } });
    expect(answer.body.warnings).toMatchObject([{ word: 'the suspect' }]);
  });

  test('when she chooses the border agency without a second test, then 422', async () => {
    await claimed();
    const recipients = [{ id: 'CA-CBSA', reason: 'The facts cross the border.' }];
    const body = { revision: 2, grounds, recipients };
    expect(await ask('submit', { by: 'ann', body })).toMatchObject({
      status: 422,
      body: { type: '/problems/second-test-missing' },
    });
  });

  test('when she chooses two recipients, then each has its own package, test and reason', async () => {
    await claimed();
    const facts = 'Money left for another country on the day of arrival.';
    const recipients = [
      { id: 'ON-KINGSTON', reason: 'Police of jurisdiction.' },
      { id: 'CA-CBSA', reason: 'Border.', secondTest: { legalBasis: '55(3)(d)', facts } },
    ];
    await ask('submit', { by: 'ann', body: { revision: 2, grounds, recipients } });
    const [decision] = machine.held.decisions.get(caseId)?.slice(-1) ?? [];
    expect(decision?.disclosures).toMatchObject([
      { recipient: 'ON-KINGSTON', legalBasis: '55(3)(a)', reason: 'Police of jurisdiction.' },
      { recipient: 'CA-CBSA', legalBasis: '55(3)(d)', reason: 'Border.' },
    ]);
  });

  test('when a transaction it rests on is no longer on file, then 409', async () => {
    await claimed();
    const ports = { ...machine.ports, reports: { read: async () => [] } };
    const body = { revision: 2, grounds };
    expect(await ask('submit', { by: 'ann', body, ports })).toMatchObject({
      status: 409,
      body: { type: '/problems/assessment-changed' },
    });
  });
});

describe('given a submitted case', () => {
  const approval = { revision: 3, reason: 'I read the package and agree.' };

  test('when its author approves, then 403', async () => {
    await submitted();
    expect(await ask('approve', { by: 'ann', body: approval })).toMatchObject({
      status: 403,
      body: { type: '/problems/second-person-required' },
    });
  });

  test('when somebody else approves, then its package may leave', async () => {
    const { body } = await submitted();
    expect(await ask('approve', { by: 'bob', body: approval })).toMatchObject({ status: 200 });
    const [{ disclosureId }] = body.disclosures;
    expect(machine.held.disclosures.get(disclosureId)).toMatchObject({
      status: 'approved',
      author: 'ann',
      approver: 'bob',
    });
    const dispatched = machine.held.messages.filter(({ queue }) => queue === 'dispatch');
    expect(dispatched.map(({ body: text }) => JSON.parse(text))).toEqual([
      { type: 'disclosure-approved', disclosureId },
    ]);
  });

  test('when two approve at once, then one wins and the other is told', async () => {
    await submitted();
    const answers = await Promise.all([
      ask('approve', { by: 'bob', body: approval }),
      ask('approve', { by: 'cleo', body: approval }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(machine.held.decisions.get(caseId)).toHaveLength(3);
  });

  test('when the facts changed, then it cannot be approved', async () => {
    await submitted();
    const matches = [...assessment.matches, matchOn(subjectKeyOf(robin), ['T-1'])];
    machine.held.assessments.set(caseId, { ...assessment, matches });
    expect(await ask('approve', { by: 'bob', body: approval })).toMatchObject({
      status: 409,
      body: { type: '/problems/assessment-changed' },
    });
  });

  describe('when a report that it rests on is corrected', () => {
    const since = '2026-11-21T10:30:00.000Z';
    const live = { report: onFile.key, digest: onFile.digest, withdrawn: false, acceptedAt: since };
    const refused = (became: string) => ({
      status: 409,
      body: {
        type: '/problems/evidence-changed',
        detail: `evidence-changed: ${caseId}`,
        reports: [{ ...onFile.key, became, since }],
      },
    });

    test.each([
      ['changed', { digest: 'other' }],
      ['withdrawn', { withdrawn: true }],
    ])('%s, then it cannot be approved, though nobody was judged anew yet', async (became, how) => {
      const { body } = await submitted();
      machine.register({ ...live, ...how });
      expect(await ask('approve', { by: 'bob', body: approval })).toMatchObject(refused(became));
      expect(machine.held.disclosures.get(body.disclosures[0].disclosureId)?.status).toBe(
        'submitted',
      );
      expect(machine.held.messages.filter(({ queue }) => queue === 'dispatch')).toEqual([]);
    });

    test('and the correction is taken back, then it can be approved', async () => {
      await submitted();
      machine.register({ ...live, withdrawn: true });
      await ask('approve', { by: 'bob', body: approval });
      machine.register(live);
      expect(await ask('approve', { by: 'bob', body: approval })).toMatchObject({ status: 200 });
    });

    test('and it is submitted again from what is on file now, then it can be approved', async () => {
      await submitted();
      machine.register({ ...live, digest: 'other' });
      const reason = 'A report changed.';
      await ask('return', { by: 'bob', body: { revision: 3, reason } });
      machine.ports.reports.read = async () => [{ ...onFile, digest: 'other' }];
      await ask('submit', { by: 'ann', body: { revision: 4, grounds } });
      const again = { revision: 5, reason: 'I agree.' };
      expect(await ask('approve', { by: 'bob', body: again })).toMatchObject({ status: 200 });
    });
  });

  test('when the stored bytes changed, then it cannot be approved', async () => {
    const { body } = await submitted();
    machine.held.packages.set(body.disclosures[0].disclosureId, Buffer.from('{}'));
    expect(await ask('approve', { by: 'bob', body: approval })).toMatchObject({
      status: 409,
      body: { type: '/problems/package-altered' },
    });
  });

  test('when it is returned, then its packages never leave and its author holds it again', async () => {
    const { body } = await submitted();
    const reason = 'Say more about the place.';
    expect(await ask('return', { by: 'bob', body: { revision: 3, reason } })).toMatchObject({
      status: 200,
    });
    const [{ disclosureId }] = body.disclosures;
    expect(machine.held.disclosures.get(disclosureId)?.status).toBe('withdrawn');
    expect(machine.held.cases.get(caseId)).toMatchObject({ status: 'claimed', claimedBy: 'ann' });
    const again = await ask('submit', { by: 'ann', body: { revision: 4, grounds } });
    expect(again.body.disclosures[0].disclosureId).not.toBe(disclosureId);
  });

  test('when facts are decided on, then they are frozen with each claim, submission and rejection', async () => {
    await submitted();
    await ask('reject', { by: 'bob', body: { revision: 3, reason: 'Explained.' } });
    const frozen = await Promise.all(
      [1, 2, 3].map((one) => machine.ports.cases.frozen(caseId, one)),
    );
    expect(frozen.map((facts) => facts?.kind)).toEqual(['claim', 'submit', 'reject']);
    for (const facts of frozen) {
      expect(facts?.reports).toEqual([{ ...onFile.key, digest: onFile.digest }]);
      expect(facts?.matches.map(({ matchId }) => matchId)).toEqual(
        assessment.matches.map(({ matchId }) => matchId),
      );
    }
    expect(frozen[1]?.disclosures).toHaveLength(1);
  });

  test('when it is rejected, then the decision not to disclose is recorded', async () => {
    await submitted();
    const body = { revision: 3, reason: 'The income is explained.' };
    expect(await ask('reject', { by: 'ann', body })).toMatchObject({ status: 403 });
    expect(await ask('reject', { by: 'bob', body })).toMatchObject({ status: 200 });
    expect(machine.held.decisions.get(caseId)?.at(-1)).toMatchObject({
      kind: 'reject',
      actor: 'bob',
      reason: 'The income is explained.',
    });
  });
});

describe.each(['submit', 'approve'] as const)('given a crash while somebody would %s', (verb) => {
  const requests = {
    submit: { by: 'ann', body: { revision: 2, grounds } },
    approve: { by: 'bob', body: { revision: 3, reason: 'I agree.' } },
  };
  const prepare = { submit: claimed, approve: submitted };

  test('when it is repeated, then the result is that of a run without a crash', async () => {
    await prepare[verb]();
    const counting = crashingAt(machine.ports, { call: 0, when: 'after' });
    const smooth = await ask(verb, { ...requests[verb], ports: counting.ports });
    const calls = counting.calls();
    expect(calls).toBeGreaterThan(3);
    const { kind, sequence, revision } = smooth.body;

    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        machine = decisionPorts();
        await prepare[verb]();
        const { ports } = crashingAt(machine.ports, { call, when });
        const crashed = await ask(verb, { ...requests[verb], ports });
        expect(crashed.status).toBe(500);
        const repeated = await ask(verb, requests[verb]);
        expect(repeated.body).toMatchObject({ kind, sequence, revision });
        expect(machine.held.packages.size).toBe(1);
        expect(machine.held.decisions.get(caseId)).toHaveLength(sequence);
        expect(machine.held.cases.get(caseId)?.revision).toBe(revision);
      }
    }
  });
});

test('an unforeseen failure tells nobody what it was about', async () => {
  const { ports } = crashingAt(machine.ports, { call: 1, when: 'before' });
  const answer = await ask('claim', { by: 'ann', ports });
  expect(JSON.stringify(answer.body)).not.toContain(new Crash('cases.get').message);
});
