import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { dispatchDisclosure } from '../../lib/disclosures/dispatch-disclosure.ts';
import { indicatorFeedback } from '../../lib/disclosures/indicator-feedback.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

let machine: ReturnType<typeof decisionPorts>;
let kingston: string;
let provincial: string;
beforeEach(async () => {
  machine = decisionPorts();
  const reason = 'Jurisdiction';
  const recipients = [
    { id: 'ON-KINGSTON', reason },
    { id: 'ON-OPP', reason },
  ];
  [kingston = '', provincial = ''] = await approvedDisclosures(machine.ports, recipients);
  for (const id of [kingston, provincial]) await dispatchDisclosure(machine.ports, id);
});

type Asked = { id?: string; body?: unknown; key?: string; now?: string };

async function ask(route: string, { id = kingston, body, key, now }: Asked = {}) {
  const agency = 'ON-KINGSTON';
  const event = httpEvent(route, {
    path: { disclosureId: id },
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: JSON.stringify(body) }),
    claims: { sub: `officer@${agency}`, scope: 'recipient', agency },
  });
  const ports = { ...machine.ports, ...(now && { now: () => now }) };
  const answer: APIGatewayProxyStructuredResultV2 = await createHandler(ports)(
    event,
    lambdaContext(),
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

const feedback = {
  usefulness: 4,
  novelty: 'new',
  use: 'triggered-investigation',
  offence: 'trafficking-in-persons',
  stage: 'investigation',
  outcomes: ['arrest', 'seizure'],
  namesKnown: false,
  comments: 'We had not heard of Alex EXAMPLE before.',
  indicators: [{ indicator: 1, verdict: 'right' }],
};
const give = (body: unknown = feedback, key = 'k1', id = kingston) =>
  ask('POST /v1/outbox/{disclosureId}/feedback', { id, body, key });
const received = () =>
  ask('POST /v1/outbox/{disclosureId}/receipt', {
    body: { receivedDigest: machine.held.disclosures.get(kingston)?.packageDigest },
  });
const decided = () =>
  machine.held.decisions.get(openCase.caseId)?.filter(({ kind }) => kind === 'feedback');

test('given no receipt yet, when feedback is given, then 409', async () => {
  expect(await give()).toMatchObject({ status: 409, body: { type: '/problems/receipt-missing' } });
  expect(decided()).toEqual([]);
});

describe('given a package that its recipient holds', () => {
  beforeEach(received);

  test('when feedback is given, then it is a decision, and names the rule behind the place', async () => {
    expect(await give()).toMatchObject({ status: 200, body: { disclosureId: kingston } });
    expect(decided()).toMatchObject([
      {
        about: kingston,
        actor: 'officer@ON-KINGSTON',
        feedback: { indicators: [{ number: 1, indicator: 'HT-SEX-001', verdict: 'right' }] },
      },
    ]);
    expect(machine.held.disclosures.get(kingston)).toHaveProperty(
      'feedback.comments',
      feedback.comments,
    );
  });

  test('when an indicator is named by its title, then it is the same', async () => {
    await give({ ...feedback, indicators: [{ indicator: 'Night-time cash', verdict: 'wrong' }] });
    expect(decided()?.[0]?.feedback?.indicators).toEqual([
      { number: 1, indicator: 'HT-SEX-001', verdict: 'wrong' },
    ]);
  });

  test('when it is sent twice with one key, then it is recorded once', async () => {
    const first = await give();
    expect(await give()).toEqual(first);
    expect(decided()).toHaveLength(1);
  });

  test('when it is given again, then both are kept and the latest counts', async () => {
    await give();
    await give({ ...feedback, usefulness: 1 }, 'k2');
    expect(decided()?.map((one) => one.feedback?.usefulness)).toEqual([4, 1]);
    expect(machine.held.disclosures.get(kingston)).toHaveProperty('feedback.usefulness', 1);
  });

  test('when one key comes with another body, then 422', async () => {
    await give();
    expect(await give({ ...feedback, usefulness: 2 })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
  });

  test('when no key comes, then 400', async () => {
    const answer = await ask('POST /v1/outbox/{disclosureId}/feedback', { body: feedback });
    expect(answer.status).toBe(400);
  });

  test('when it is about another agency’s package, then there is no such thing', async () => {
    const [theirs, nobodys] = [
      await give(feedback, 'k1', provincial),
      await give(feedback, 'k1', 'disclosure-0000000000000000'),
    ];
    expect(theirs.status).toBe(404);
    const detail = `disclosure-not-found: ${provincial}`;
    expect(theirs.body).toEqual({ ...nobodys.body, detail });
  });

  test.each([
    [{ usefulness: 6 }, '/usefulness'],
    [{ usefulness: 2.5 }, '/usefulness'],
    [{ novelty: 'somewhat' }, '/novelty'],
    [{ outcomes: ['arrest', 'arrest'] }, '/outcomes'],
    [{ rating: 5 }, '/rating'],
    [{ indicators: [{ indicator: 2, verdict: 'right' }] }, '/indicators/0/indicator'],
    [{ indicators: [{ indicator: 'HT-SEX-001', verdict: 'right' }] }, '/indicators/0/indicator'],
    [
      {
        indicators: [
          { indicator: 1, verdict: 'right' },
          { indicator: 'Night-time cash', verdict: 'wrong' },
        ],
      },
      '/indicators/1/indicator',
    ],
  ])('when it says %j, then 400 names the field', async (other, pointer) => {
    expect(await give({ ...feedback, ...other })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  test('when few said so, then statistics tell nothing of it', async () => {
    await give();
    expect(indicatorFeedback(machine.held.disclosures.values())).toEqual([
      { indicator: 'HT-SEX-001', counts: { right: 'few', wrong: 0, unknown: 0 } },
    ]);
  });
});

describe('given the outbox', () => {
  const view = async (now?: string) =>
    (await ask('GET /v1/outbox/{disclosureId}', now ? { now } : {})).body;

  test('when a package is fetched, received and told of, then each step is shown', async () => {
    expect(await view()).toMatchObject({ state: 'new' });
    const fetch = () => ask('GET /v1/outbox/{disclosureId}/package.json');
    await fetch();
    const fetched = await view();
    expect(fetched).toMatchObject({ state: 'fetched' });
    expect((await fetch()).status).toBe(200);
    expect(await view()).toEqual(fetched);
    await received();
    expect(await view()).toMatchObject({ state: 'received', fetchedAt: fetched.fetchedAt });
    await give();
    expect((await view()).feedback).toHaveProperty('givenAt');
  });

  test('when it is listed, then it shows the same', async () => {
    await received();
    expect((await ask('GET /v1/outbox')).body.deliveries).toEqual([await view()]);
  });

  test('given no feedback 90 days after dispatch, then it is overdue, and not a moment before', async () => {
    const { feedback: asked } = await view();
    expect(Date.parse(asked.dueAt) - Date.parse((await view()).dispatchedAt)).toBe(90 * 86_400_000);
    expect((await view(asked.dueAt)).feedback.overdue).toBe(false);
    const later = new Date(Date.parse(asked.dueAt) + 1).toISOString();
    expect((await view(later)).feedback.overdue).toBe(true);
    await received();
    await give();
    expect((await view(later)).feedback.overdue).toBe(false);
  });
});
