import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { decisionPorts, grounds, openCase } from '../../test/support/decision-ports.ts';
import { assessment, robin, subjectKeyOf } from '../../test/support/disclosure-case.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const { caseId } = openCase;
let machine: ReturnType<typeof decisionPorts>;
beforeEach(() => {
  machine = decisionPorts();
});

type Asked = { by: string; body?: unknown; key?: string; scope?: string; path?: string };

async function ask(verb: string, { by, body, key, scope, path = caseId }: Asked) {
  const approvers = ['approve', 'return', 'reject'];
  const next = verb === 'next';
  const [, sequence] = /^data-requests\/(.+)\/close$/.exec(verb) ?? [];
  const action = sequence ? 'data-requests/{sequence}/close' : verb;
  const event = httpEvent(next ? 'POST /v1/cases/next' : `POST /v1/cases/{caseId}/${action}`, {
    ...(!next && { path: { caseId: path, ...(sequence && { sequence }) } }),
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: JSON.stringify(body) }),
    claims: { sub: by, scope: scope ?? (approvers.includes(verb) ? 'approver' : 'analyst') },
  });
  const answer: APIGatewayProxyStructuredResultV2 = await createHandler(machine.ports)(
    event,
    lambdaContext(),
  );
  return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : undefined };
}

const newest = () => machine.held.decisions.get(caseId)?.at(-1);
const submitted = async () => {
  await ask('claim', { by: 'ann' });
  return ask('submit', { by: 'ann', body: { revision: 2, grounds } });
};

describe('given open cases', () => {
  const idOf = (place: number) => `case-${String(place).padStart(16, '0')}`;
  const waiting = (place: number, facts: object) => {
    const one = { ...openCase, caseId: idOf(place), ...facts };
    machine.held.cases.set(one.caseId, one);
    machine.held.assessments.set(one.caseId, { ...assessment, caseId: one.caseId });
  };
  beforeEach(() => {
    waiting(1, { outcome: 'priority', raisedAt: '2026-11-20T23:00:00.000Z' });
    waiting(2, { sameDay: ['minor'], raisedAt: '2026-11-20T23:30:00.000Z' });
    waiting(3, { outcome: 'priority', raisedAt: '2026-11-20T22:30:00.000Z' });
  });

  test('when analysts ask for the next, then same-day matters come first, then priority, then age', async () => {
    const taken = [];
    for (const by of ['ann', 'bob', 'cleo', 'dan', 'eve']) taken.push(await ask('next', { by }));
    expect(taken.map(({ body }) => body?.caseId)).toEqual([
      ...[idOf(2), idOf(3), idOf(1), caseId],
      undefined,
    ]);
    expect(taken.at(-1)?.status).toBe(204);
  });

  test('when all ask at once, then nobody gets what somebody else got', async () => {
    const who = ['ann', 'bob', 'cleo', 'dan'];
    const taken = await Promise.all(who.map((by) => ask('next', { by })));
    expect(new Set(taken.map(({ body }) => body.caseId)).size).toBe(4);
  });

  test('when a request is repeated with its key, then it names the same case', async () => {
    const first = await ask('next', { by: 'ann', key: 'k1' });
    expect(await ask('next', { by: 'ann', key: 'k1' })).toEqual(first);
    expect((await ask('next', { by: 'ann', key: 'k2' })).body.caseId).not.toBe(first.body.caseId);
  });

  test('when it is repeated at the same moment, then one case is claimed, whoever answers', async () => {
    const key = 'k1';
    const answers = await Promise.all([1, 2, 3].map(() => ask('next', { by: 'ann', key })));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const held = [...machine.held.cases.values()].filter(({ status }) => status === 'claimed');
    expect(held).toHaveLength(1);
  });

  test('when one person asks at once with two keys, then each gets a case and keeps it', async () => {
    const keys = ['k1', 'k2', 'k3'];
    const asked = () => Promise.all(keys.map((key) => ask('next', { by: 'ann', key })));
    const first = (await asked()).map(({ body }) => body.caseId);
    expect(new Set(first).size).toBe(3);
    expect((await asked()).map(({ body }) => body.caseId)).toEqual(first);
  });

  test('when somebody else uses the same key, then she gets a case of her own', async () => {
    const first = await ask('next', { by: 'ann', key: 'k1' });
    const other = await ask('next', { by: 'bob', key: 'k1' });
    expect(other.body.caseId).not.toBe(first.body.caseId);
    expect(machine.held.cases.get(other.body.caseId)).toMatchObject({ claimedBy: 'bob' });
    expect(await ask('next', { by: 'ann', key: 'k1' })).toEqual(first);
  });

  test('when the list does not know her claim yet, then a repetition still names the same case', async () => {
    const { cases } = machine.ports;
    const { items } = await cases.list({ status: 'open', limit: 10 });
    machine.ports.cases = { ...cases, list: async () => ({ items }) };
    const first = await ask('next', { by: 'ann', key: 'k1' });
    expect(await ask('next', { by: 'ann', key: 'k1' })).toEqual(first);
  });

  test('when a request is repeated once its case was submitted, then the first answer', async () => {
    const first = await ask('next', { by: 'ann', key: 'k1' });
    const held = machine.held.cases.get(first.body.caseId);
    if (held?.status !== 'claimed') throw new Error('not claimed');
    machine.held.cases.set(held.caseId, {
      ...held,
      ...{ status: 'submitted', author: 'ann', groundsReachedAt: held.openedAt },
      disclosures: ['disclosure-0123456789abcdef'],
      submittedDigest: held.assessmentDigest,
    });
    expect(await ask('next', { by: 'ann', key: 'k1' })).toEqual(first);
    expect(machine.held.cases.get(idOf(3))?.status).toBe('open');
  });

  test('when a request is repeated once its case was released, then the first answer, and nobody holds it', async () => {
    waiting(4, { sameDay: ['minor'], raisedAt: '2026-11-20T23:40:00.000Z' });
    const first = await ask('next', { by: 'ann', key: 'k1' });
    const { caseId: released } = first.body;
    await ask('release', { by: 'ann', path: released });
    expect((await ask('next', { by: 'bob' })).body.caseId).toBe(released);
    await ask('release', { by: 'bob', path: released });
    expect(await ask('next', { by: 'ann', key: 'k1' })).toEqual(first);
    expect(machine.held.cases.get(released)?.status).toBe('open');
  });

  test('when an approver asks, then 403', async () => {
    expect(await ask('next', { by: 'ann', scope: 'approver' })).toMatchObject({ status: 403 });
  });
});

describe('given somebody who lost against somebody else', () => {
  test('when she claims what is taken, then she is shown how the case stands', async () => {
    await ask('claim', { by: 'ann' });
    expect(await ask('claim', { by: 'bob' })).toMatchObject({
      status: 409,
      body: {
        type: '/problems/claimed-by-another',
        current: {
          ...{ caseId, revision: 2, status: 'claimed', claimedBy: 'ann' },
          lastDecision: { sequence: 1, kind: 'claim', actor: 'ann' },
        },
      },
    });
  });

  test('when two approve at once, then the other sees the approval', async () => {
    await submitted();
    const body = { revision: 3, reason: 'I agree.' };
    const answers = await Promise.all([
      ask('approve', { by: 'bob', body }),
      ask('approve', { by: 'cleo', body }),
    ]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({
      type: '/problems/case-changed',
      revision: 4,
      current: { status: 'approved', lastDecision: { kind: 'approve' } },
    });
  });

  test('when she approves a version that is gone, then 409 with the one that stands', async () => {
    await submitted();
    await ask('return', { by: 'bob', body: { revision: 3, reason: 'More.' } });
    await ask('submit', { by: 'ann', body: { revision: 4, grounds } });
    const stale = await ask('approve', { by: 'bob', body: { revision: 3, reason: 'I agree.' } });
    expect(stale).toMatchObject({
      status: 409,
      body: { type: '/problems/case-changed', current: { revision: 5, status: 'submitted' } },
    });
  });

  test('when she approves her own work, then 403, whatever the revision', async () => {
    await submitted();
    const body = { revision: 3, reason: 'I agree.' };
    expect(await ask('approve', { by: 'ann', body })).toMatchObject({
      status: 403,
      body: { type: '/problems/second-person-required' },
    });
  });

  test('when one sets evidence aside and the other submits at once, then one of them wins', async () => {
    await ask('claim', { by: 'ann' });
    const [first] = assessment.matches[0]?.evidence ?? [];
    const { leg: _, ...evidence } = first ?? { leg: 0 };
    const answers = await Promise.all([
      ask('exclusions', {
        by: 'ann',
        body: { revision: 2, evidence: [evidence], reason: 'It was a refund.' },
      }),
      ask('submit', { by: 'ann', body: { revision: 2, grounds } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('given a case whose evidence was set aside', () => {
  const [ref] = assessment.matches[0]?.evidence ?? [];
  const { entity = '', reference = '', transaction = '' } = ref ?? {};
  const evidence = [{ entity, reference, transaction }];
  const excluded = async () => {
    await ask('claim', { by: 'ann' });
    return ask('exclusions', {
      by: 'ann',
      body: { revision: 2, evidence, reason: 'It was a refund.' },
    });
  };
  const reassessed = (matches: typeof assessment.matches) =>
    machine.held.assessments.set(caseId, {
      ...assessment,
      matches,
      excluded: evidence,
      heeds: [{ caseId, sequence: 2 }],
    });

  test('then the decision says which and why, and its subjects are assembled anew', async () => {
    expect(await excluded()).toMatchObject({ status: 200, body: { kind: 'exclude', sequence: 2 } });
    expect(newest()).toMatchObject({ kind: 'exclude', evidence, reason: 'It was a refund.' });
    const asked = machine.held.messages.filter(({ queue }) => queue === 'disclosure');
    expect(asked).toMatchObject([{ group: assessment.subjects[0]?.subject }]);
  });

  test('when she submits before it was assessed anew, then 409 and nothing is frozen', async () => {
    await excluded();
    expect(await ask('submit', { by: 'ann', body: { revision: 3, grounds } })).toMatchObject({
      status: 409,
      body: { type: '/problems/assessment-behind', current: { status: 'claimed', revision: 3 } },
    });
    expect(machine.held.packages.size).toBe(0);
  });

  test('when nothing is left of the case, then it cannot be submitted', async () => {
    await excluded();
    reassessed([]);
    expect(await ask('submit', { by: 'ann', body: { revision: 3, grounds } })).toMatchObject({
      status: 409,
      body: { type: '/problems/no-evidence-left' },
    });
  });

  test('when something is left, then no package names what was set aside', async () => {
    await excluded();
    const aside = (one: { transaction: string }) => one.transaction !== transaction;
    reassessed(
      assessment.matches.map((match) => ({ ...match, evidence: match.evidence.filter(aside) })),
    );
    await ask('submit', { by: 'ann', body: { revision: 3, grounds } });
    const [bytes] = machine.held.packages.values();
    const written = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
    expect(written.transactions.length).toBeGreaterThan(0);
    expect(written.transactions.map(({ number }: { number: string }) => number)).not.toContain(
      transaction,
    );
  });

  test('when the same is asked for again, then the first answer, and once', async () => {
    const first = await excluded();
    const again = { revision: 2, evidence, reason: 'It was a refund.' };
    expect(await ask('exclusions', { by: 'ann', body: again })).toEqual(first);
    expect(machine.held.cases.get(caseId)?.standing?.excluded).toHaveLength(1);
  });
});

describe('given a decision not to disclose', () => {
  test('when a submission is rejected, then each recipient has its record with its test', async () => {
    await submitted();
    await ask('reject', { by: 'bob', body: { revision: 3, reason: 'The income is explained.' } });
    expect(newest()).toMatchObject({
      kind: 'reject',
      notDisclosed: [
        {
          ...{ recipient: 'ON-KINGSTON', legalBasis: '55(3)(a)' },
          reason: 'The income is explained.',
        },
      ],
    });
  });

  test('when further recipients were considered, then each with its own test and reason', async () => {
    await ask('claim', { by: 'ann' });
    const considered = [
      { id: 'ON-KINGSTON', reason: 'No grounds to suspect.' },
      { id: 'CA-CBSA', legalBasis: '55(3)(d)', reason: 'Nothing crosses the border.' },
    ];
    const body = { revision: 2, reason: 'Explained.', considered };
    expect(await ask('reject', { by: 'bob', body })).toMatchObject({ status: 200 });
    expect(newest()?.notDisclosed).toEqual([
      { recipient: 'ON-KINGSTON', legalBasis: '55(3)(a)', reason: 'No grounds to suspect.' },
      { recipient: 'CA-CBSA', legalBasis: '55(3)(d)', reason: 'Nothing crosses the border.' },
    ]);
  });

  test('when its key comes again with other recipients considered, then 422', async () => {
    await ask('claim', { by: 'ann' });
    const considered = [{ id: 'ON-KINGSTON', reason: 'No grounds to suspect.' }];
    const body = { revision: 2, reason: 'Explained.', considered };
    const first = await ask('reject', { by: 'bob', body, key: 'k1' });
    expect(await ask('reject', { by: 'bob', body, key: 'k1' })).toEqual(first);
    const other = { ...body, considered: [{ id: 'ON-TPS', reason: 'No grounds to suspect.' }] };
    expect(await ask('reject', { by: 'bob', body: other, key: 'k1' })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
  });

  test('when an agency is considered without its second test, then 422', async () => {
    await ask('claim', { by: 'ann' });
    const considered = [{ id: 'CA-CBSA', reason: 'Nothing crosses the border.' }];
    const body = { revision: 2, reason: 'Explained.', considered };
    expect(await ask('reject', { by: 'bob', body })).toMatchObject({
      status: 422,
      body: { type: '/problems/second-test-missing' },
    });
  });

  test('when nobody in particular was considered, then the first test is recorded', async () => {
    await ask('claim', { by: 'ann' });
    await ask('reject', { by: 'bob', body: { revision: 2, reason: 'Explained.' } });
    expect(newest()?.notDisclosed).toEqual([{ legalBasis: '55(3)(a)', reason: 'Explained.' }]);
  });
});

describe('given a matter that cannot wait', () => {
  const called = {
    ...{ called: 'ON-KINGSTON', calledAt: '2026-11-21T09:58:00Z' },
    reason: 'A child may be in danger.',
  };

  test('when somebody was called, then whom and when is recorded', async () => {
    expect(await ask('escalations', { by: 'ann', body: called })).toMatchObject({ status: 200 });
    expect(newest()).toMatchObject({
      ...{ kind: 'escalate', actor: 'ann' },
      escalation: { called: 'ON-KINGSTON', calledAt: '2026-11-21T09:58:00Z' },
    });
    expect(machine.held.cases.get(caseId)?.escalated).toEqual({
      ...{ sequence: 1, calledAt: '2026-11-21T09:58:00Z' },
    });
  });

  test('when the one who was called is nobody, then 422', async () => {
    const body = { ...called, called: 'ON-NOBODY' };
    expect(await ask('escalations', { by: 'ann', body })).toMatchObject({ status: 422 });
  });
});

test('given data that is missing, when ann asks for it, then it is recorded and nothing is sent', async () => {
  const body = { entity: '1234567', missing: ['terminal', 'city'], reason: 'Places are not told.' };
  expect(await ask('data-requests', { by: 'ann', body })).toMatchObject({ status: 200 });
  expect(newest()).toMatchObject({
    kind: 'request-data',
    dataRequest: { entity: '1234567', missing: ['terminal', 'city'], references: [] },
  });
  expect(new Set(machine.held.messages.map(({ queue }) => queue))).toEqual(new Set(['audit']));
});

describe('given data that ann asked for', () => {
  const closing = { outcome: 'answered', reason: 'The branch sent the terminals.' };
  const close = (by: string, sequence: string, body: object = closing) =>
    ask(`data-requests/${sequence}/close`, { by, body });
  beforeEach(async () => {
    const body = { entity: '1234567', missing: ['terminal'], reason: 'Places are not told.' };
    await ask('data-requests', { by: 'ann', body });
  });

  test('when a colleague closes it, then its outcome is a decision, and the request stays', async () => {
    const [asked] = machine.held.decisions.get(caseId) ?? [];
    expect(await close('bob', '1')).toMatchObject({ status: 200, body: { sequence: 2 } });
    expect(newest()).toMatchObject({
      ...{ kind: 'close-data-request', actor: 'bob', reason: closing.reason },
      dataRequestClosed: { request: 1, outcome: 'answered' },
    });
    expect(machine.held.decisions.get(caseId)?.[0]).toEqual(asked);
  });

  test('when it is closed, then the list of open ones has it no more', async () => {
    const { cases } = machine.ports;
    const sequences = async (state: 'open' | 'closed') => {
      const { items } = await cases.listDataRequests({ state, limit: 10 });
      return items.map(({ request }) => request.sequence);
    };
    expect([await sequences('open'), await sequences('closed')]).toEqual([[1], []]);
    await close('ann', '1');
    expect([await sequences('open'), await sequences('closed')]).toEqual([[], [1]]);
  });

  test('when it is closed once more, then 409; the same said again is answered as before', async () => {
    const first = await close('bob', '1');
    expect(await close('bob', '1')).toEqual(first);
    expect(await close('cleo', '1', { ...closing, outcome: 'not-available' })).toMatchObject({
      status: 409,
      body: { type: '/problems/data-request-closed', current: { lastDecision: { actor: 'bob' } } },
    });
  });

  test('when two close it at once, then one does', async () => {
    const answers = await Promise.all([close('bob', '1'), close('cleo', '1')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test.each(['2', '0', 'x'])('when there is no request %s, then 404', async (sequence) => {
    await ask('notes', { by: 'ann', body: { text: 'No request.' } });
    expect(await close('ann', sequence)).toMatchObject({
      status: 404,
      body: { type: '/problems/data-request-not-found' },
    });
  });

  test('when its case is merged into another by then, then it can be closed all the same', async () => {
    const { status: _, ...rest } = machine.held.cases.get(caseId) ?? openCase;
    const other = 'case-00000000000000aa';
    machine.held.cases.set(caseId, { ...rest, status: 'merged', mergedInto: other } as never);
    expect(await close('bob', '1')).toMatchObject({ status: 200 });
  });
});

test('given a role that ann sets, then the decision names who she is and what changed', async () => {
  await ask('claim', { by: 'ann' });
  const body = {
    ...{ revision: 2, subject: subjectKeyOf(robin), role: 'facilitator' },
    reason: 'She rents the rooms.',
  };
  expect(await ask('roles', { by: 'ann', body })).toMatchObject({ status: 200 });
  expect(newest()).toMatchObject({
    kind: 'set-role',
    actor: 'ann',
    reason: 'She rents the rooms.',
    role: { subject: subjectKeyOf(robin), became: 'facilitator' },
  });
});
