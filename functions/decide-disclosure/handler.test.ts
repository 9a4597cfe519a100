import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ChangedFacts } from '../../lib/cases/changed-facts.ts';
import { readCase } from '../../lib/cases/read-case.ts';
import { dispatchDisclosure } from '../../lib/disclosures/dispatch-disclosure.ts';
import { listAmendmentsDue } from '../../lib/disclosures/list-amendments-due.ts';
import { disclosurePackageSchema } from '../../lib/disclosures/package.ts';
import { digest } from '../../lib/identifiers.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { assessment, onFile, report } from '../../test/support/disclosure-case.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { createHandler as serveOutbox } from '../serve-outbox/handler.ts';
import { createHandler, type Ports } from './handler.ts';

const { caseId } = openCase;
const corrected =
  'The night deposits stand; one of them was of another amount than first reported.';
const since = '2026-11-22T09:00:00.000Z';

let machine: ReturnType<typeof decisionPorts>;
let first: string;
let second: string;
beforeEach(async () => {
  machine = decisionPorts();
  const reason = 'Jurisdiction';
  const recipients = [
    { id: 'ON-KINGSTON', reason },
    { id: 'ON-OPP', reason },
  ];
  [first = '', second = ''] = await approvedDisclosures(machine.ports, recipients);
  for (const id of [first, second]) await dispatchDisclosure(machine.ports, id);
});

type Asked = {
  by: string;
  id?: string;
  body?: unknown;
  scope?: string;
  key?: string;
  ports?: Ports;
};

async function ask(verb: string, { by, id = first, body, scope, key, ports }: Asked) {
  const event = httpEvent(`POST /v1/disclosures/{disclosureId}/${verb}`, {
    path: { disclosureId: id },
    body: JSON.stringify(body ?? { reason: 'I have read it.' }),
    headers: key ? { 'idempotency-key': key } : {},
    claims: { sub: by, scope: scope ?? (verb === 'amend' ? 'analyst' : 'approver') },
  });
  const answer: APIGatewayProxyStructuredResultV2 = await createHandler(ports ?? machine.ports)(
    event,
    lambdaContext(),
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

async function asRecipient(route: string, id: string, { agency = 'ON-KINGSTON', body = {} } = {}) {
  const event = httpEvent(route, {
    path: { disclosureId: id },
    ...(route.startsWith('POST') && { body: JSON.stringify(body) }),
    claims: { sub: `officer@${agency}`, scope: 'recipient', agency },
  });
  const answer: APIGatewayProxyStructuredResultV2 = await serveOutbox(machine.ports)(
    event,
    lambdaContext(),
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}

const outboxRoute = 'GET /v1/outbox/{disclosureId}';
const packageRoute = 'GET /v1/outbox/{disclosureId}/package.json';
const sealedRoute = 'GET /v1/outbox/{disclosureId}/package.zip.jwe';
const destructionRoute = 'POST /v1/outbox/{disclosureId}/recall-receipt';
const refusedAs = (code: string) => ({ body: { type: `/problems/${code}` } });

/** The entity sends the report again with another amount; the machine has judged it anew. */
async function correctReport() {
  const again = structuredClone(report);
  const [start] = again.transactions[0]?.start ?? [];
  if (start) start.amount = '64.00';
  const text = digest(JSON.stringify(again));
  Object.assign(machine.ports.reports, {
    read: async () => [{ ...onFile, report: again, digest: text }],
  });
  machine.register({ report: onFile.key, digest: text, withdrawn: false, acceptedAt: since });
  await noteChanged({ reports: [{ ...onFile.key, became: 'changed', since }], matches: [] });
}

/** The entity withdraws the report; nothing is left of the case. */
async function withdrawReport() {
  machine.register({ report: onFile.key, digest: '', withdrawn: true, acceptedAt: since });
  machine.held.assessments.delete(caseId);
  await noteChanged({ reports: [{ ...onFile.key, became: 'withdrawn', since }], matches: [] });
}

async function noteChanged(changed: ChangedFacts) {
  const record = await machine.ports.frozen.read({ caseId, sequence: 2 });
  if (record) await machine.ports.frozen.note(record, changed);
}

const due = async () => {
  const { items } = await listAmendmentsDue(machine.ports, { limit: 10 });
  return items.map(({ disclosureId }) => disclosureId);
};
const packageOf = (id: string) =>
  disclosurePackageSchema.parse(
    JSON.parse(Buffer.from(machine.held.packages.get(id) ?? []).toString()),
  );
const kinds = () => machine.held.decisions.get(caseId)?.map(({ kind }) => kind);

async function amended(id = first, grounds = corrected): Promise<string> {
  const answer = await ask('amend', { by: 'ann', id, body: { grounds } });
  expect(answer.status).toBe(200);
  return answer.body.disclosures[0].disclosureId;
}
async function left(id: string) {
  expect((await ask('approve', { by: 'bob', id })).status).toBe(200);
  await dispatchDisclosure(machine.ports, id);
}

describe('given a package that left and a report that was corrected', () => {
  beforeEach(correctReport);

  test('when ann amends it, then a package of its own names the first and says what changed', async () => {
    const bytes = machine.held.packages.get(first);
    const id = await amended();
    expect(id).not.toBe(first);
    expect(packageOf(id).cover.recipient).toEqual(packageOf(first).cover.recipient);
    expect(packageOf(id).transactions[0]?.starts[0]?.amount).toBe('64.00');
    expect(packageOf(id).amendment).toMatchObject({
      amends: first,
      first,
      effect: 'replaces',
      reports: [{ label: 'R1', became: 'changed' }],
      transactions: [{ label: 'T1', became: 'changed', now: 'T1' }],
      indicators: [],
    });
    expect(packageOf(id).amendment?.words).toEqual([
      `This package takes the place of ${first}. Do not rely on that package any more. Labels below are those of that package.`,
      'Reports changed by the reporting entity: R1.',
      'Transactions now reported otherwise: T1.',
    ]);
    expect(machine.held.packages.get(first)).toBe(bytes);
  });

  test('when it left, then its mark goes away, and the other recipient’s stays', async () => {
    expect(new Set(await due())).toEqual(new Set([first, second]));
    const id = await amended();
    expect(await due()).toContain(first);
    await left(id);
    expect(await due()).toEqual([second]);
  });

  test('when every package of the case is amended or called back, then the case is due no more', async () => {
    const due = async () =>
      (await readCase({ ...machine.ports, ...memoryInformation() }, caseId)).amendmentDue;
    const id = await amended();
    expect(await due()).toBeDefined();
    await left(id);
    expect(await due()).toBeDefined();
    await ask('recall', { by: 'bob', id: second, body: recallBody });
    expect(await due()).toBeDefined();
    await ask('recall/confirm', { by: 'cleo', id: second });
    expect(await due()).toBeUndefined();
  });

  test('when it left, then its recipient finds both, and which is in whose place', async () => {
    const id = await amended();
    expect((await asRecipient(outboxRoute, first)).body).not.toHaveProperty('amendedBy');
    await left(id);
    expect((await asRecipient(outboxRoute, first)).body).toMatchObject({
      state: 'amended',
      amendedBy: id,
    });
    expect((await asRecipient(outboxRoute, id)).body).toMatchObject({
      state: 'new',
      amends: first,
    });
    expect((await asRecipient(packageRoute, first)).status).toBe(200);
    expect((await asRecipient(packageRoute, id, { agency: 'ON-OPP' })).status).toBe(404);
  });

  test('when it is approved but not yet delivered, then nothing is told of it', async () => {
    const id = await amended();
    await ask('approve', { by: 'bob', id });
    expect((await asRecipient(outboxRoute, first)).body).toMatchObject({ state: 'new' });
  });

  test('when its author approves it, then 403', async () => {
    const id = await amended();
    expect(await ask('approve', { by: 'ann', id })).toMatchObject({
      status: 403,
      ...refusedAs('second-person-required'),
    });
    expect(machine.held.disclosures.get(id)?.status).toBe('submitted');
  });

  test('when somebody amends it who does not hold the case, then she is its author', async () => {
    const answer = await ask('amend', { by: 'cleo', body: { grounds: corrected } });
    expect(answer.status).toBe(200);
    const id = answer.body.disclosures[0].disclosureId;
    expect(machine.held.disclosures.get(id)).toMatchObject({ author: 'cleo', status: 'submitted' });
    for (const by of ['cleo', 'ann']) {
      expect(await ask('approve', { by, id })).toMatchObject({
        status: 403,
        ...refusedAs('second-person-required'),
      });
    }
    expect((await ask('approve', { by: 'bob', id })).status).toBe(200);
  });

  test('when an approver amends it, then 403', async () => {
    const body = { grounds: corrected };
    expect((await ask('amend', { by: 'cleo', body, scope: 'approver' })).status).toBe(403);
  });

  test('when a second amendment is submitted while one waits, then 409', async () => {
    await amended();
    const other = { grounds: `${corrected} Again.` };
    expect(await ask('amend', { by: 'ann', body: other })).toMatchObject({
      status: 409,
      ...refusedAs('disclosure-not-in-that-state'),
    });
  });

  test.each([
    ['other grounds', { grounds: `${corrected} So it stands.` }],
    ['a second test', { secondTest: 'Both crossed the border on the days of the deposits.' }],
    ['a reason to name', { victimsNamedBecause: 'It must find her before she is moved.' }],
  ])('when its key comes again with %s, then 422 and nothing more', async (_, other) => {
    const body = { grounds: corrected };
    await ask('amend', { by: 'ann', body, key: 'k1' });
    const made = machine.held.disclosures.size;
    expect(await ask('amend', { by: 'ann', body: { ...body, ...other }, key: 'k1' })).toMatchObject(
      { status: 422, body: { type: '/problems/idempotency-key-reused' } },
    );
    expect(machine.held.disclosures.size).toBe(made);
  });

  test('when it is submitted twice with one key, then the first answer', async () => {
    const body = { grounds: corrected };
    const answer = await ask('amend', { by: 'ann', body, key: 'k1' });
    expect(await ask('amend', { by: 'ann', body, key: 'k1' })).toEqual(answer);
    expect(machine.held.packages.size).toBe(3);
  });

  test('when it is returned, then it never leaves, and another one can be made', async () => {
    const id = await amended();
    expect((await ask('return', { by: 'bob', id })).status).toBe(200);
    expect(machine.held.disclosures.get(id)?.status).toBe('withdrawn');
    expect((await ask('approve', { by: 'bob', id })).status).toBe(409);
    await left(await amended(first, `${corrected} Said better.`));
    expect(await due()).toEqual([second]);
  });

  test('when the report changes once more before the approval, then 409', async () => {
    const id = await amended();
    machine.register({ report: onFile.key, digest: 'other', withdrawn: false, acceptedAt: since });
    expect(await ask('approve', { by: 'bob', id })).toMatchObject({
      status: 409,
      ...refusedAs('evidence-changed'),
    });
  });

  test('when the amendment is amended, then the third names the second and the first', async () => {
    const id = await amended();
    await left(id);
    expect(await ask('amend', { by: 'ann', body: { grounds: corrected } })).toMatchObject({
      status: 409,
    });
    const third = await amended(id, `${corrected} The other holder was added.`);
    expect(packageOf(third).amendment).toMatchObject({ amends: id, first, reports: [] });
    await left(third);
    expect((await asRecipient(outboxRoute, id)).body).toMatchObject({ amendedBy: third });
  });

  test('when two people approve at once, then one does', async () => {
    const id = await amended();
    const answers = await Promise.all(['bob', 'cleo'].map((by) => ask('approve', { by, id })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(kinds()?.filter((kind) => kind === 'approve-amendment')).toHaveLength(1);
  });

  test('when the process dies around any call, then asking again ends the same', async () => {
    const body = { grounds: corrected };
    for (let call = 1; call <= 14; call += 1) {
      const { ports } = crashingAt(machine.ports, { call, when: 'after' });
      await ask('amend', { by: 'ann', body, key: 'k1', ports });
    }
    const answer = await ask('amend', { by: 'ann', body, key: 'k1' });
    expect(answer.status).toBe(200);
    expect(kinds()?.filter((kind) => kind === 'amend')).toHaveLength(1);
  });
});

describe('given a package that told the border agency who the possible victim is', () => {
  const because = 'The specialised unit meets her this week and asked for her by name.';
  const facts = 'Money left for another country on the day of arrival.';
  let named: string;
  beforeEach(async () => {
    machine = decisionPorts();
    const secondTest = { legalBasis: '55(3)(d)' as const, facts };
    const recipient = { id: 'CA-CBSA', reason: 'Border', secondTest, victimsNamedBecause: because };
    [named = ''] = await approvedDisclosures(machine.ports, [recipient]);
    await dispatchDisclosure(machine.ports, named);
    await correctReport();
  });

  test('when it is amended without a reason of its own, then she is withheld', async () => {
    expect(JSON.stringify(packageOf(named))).toContain('Robin');
    const id = await amended(named);
    expect(JSON.stringify(packageOf(id))).not.toContain('Robin');
    expect(machine.held.disclosures.get(id)).not.toHaveProperty('victimsNamedBecause');
  });

  test('when it is amended with one, then she is named and that reason is on record', async () => {
    const anew = 'She was met, and the unit asked again for her by name.';
    const body = { grounds: corrected, victimsNamedBecause: anew };
    const answer = await ask('amend', { by: 'ann', id: named, body });
    const id = answer.body.disclosures[0].disclosureId;
    expect(JSON.stringify(packageOf(id))).toContain('Robin');
    expect(machine.held.disclosures.get(id)).toHaveProperty('victimsNamedBecause', anew);
    expect(machine.held.decisions.get(caseId)?.at(-1)).toHaveProperty(
      'disclosures.0.victimsNamedBecause',
      anew,
    );
  });

  test('when the reason is too short to be one, then 400', async () => {
    const body = { grounds: corrected, victimsNamedBecause: 'Needed.' };
    expect((await ask('amend', { by: 'ann', id: named, body })).status).toBe(400);
  });
});

describe('given a package that left and nothing that is left of its case', () => {
  beforeEach(withdrawReport);

  test('when it is amended, then the amendment withdraws it and holds nothing else', async () => {
    const id = await amended();
    const { amendment, cover, grounds, ...rest } = packageOf(id);
    expect(amendment).toMatchObject({
      effect: 'withdraws',
      reports: [{ label: 'R1', became: 'withdrawn' }],
      indicators: [{ title: 'Night-time cash' }],
    });
    expect(amendment?.transactions).toHaveLength(packageOf(first).transactions.length);
    expect(cover.recipient).toEqual(packageOf(first).cover.recipient);
    expect(JSON.stringify({ grounds, rest })).not.toMatch(/EXAMPLE|SAMPLE|night deposits/);
    for (const list of [rest.parties, rest.transactions, rest.reports, rest.indicators]) {
      expect(list).toEqual([]);
    }
  });

  test('when it left, then no amendment of that package is due', async () => {
    await left(await amended());
    expect(await due()).toEqual([second]);
  });

  test('when the facts come back before the approval, then 409', async () => {
    const id = await amended();
    machine.held.assessments.set(caseId, assessment);
    expect(await ask('approve', { by: 'bob', id })).toMatchObject({
      status: 409,
      ...refusedAs('assessment-changed'),
    });
  });
});

const recallBody = { recallReason: 'wrong-recipient', reason: 'It was for the other force.' };
const proposed = () => ask('recall', { by: 'bob', body: recallBody });

describe('given a package to be recalled', () => {
  test('when one person proposes it, then nothing changes for its recipient', async () => {
    expect((await proposed()).status).toBe(200);
    expect((await asRecipient(packageRoute, first)).status).toBe(200);
    expect((await asRecipient(outboxRoute, first)).body).not.toHaveProperty('recall');
  });

  test('when the same person confirms it, then 403', async () => {
    await proposed();
    expect(await ask('recall/confirm', { by: 'bob' })).toMatchObject({
      status: 403,
      ...refusedAs('second-person-required'),
    });
  });

  test('when an analyst proposes it, then 403', async () => {
    const answer = await ask('recall', { by: 'ann', body: recallBody, scope: 'analyst' });
    expect(answer.status).toBe(403);
  });

  test('when another person confirms it, then its recipient reads why and fetches nothing', async () => {
    await proposed();
    const bytes = machine.held.packages.get(first);
    expect((await ask('recall/confirm', { by: 'cleo' })).status).toBe(200);
    const { body } = await asRecipient(outboxRoute, first);
    expect(body).toMatchObject({ state: 'recalled', links: { self: `/v1/outbox/${first}` } });
    expect(body.links).not.toHaveProperty('package');
    expect(body.recall.words[0]).toBe('This package was meant for another recipient.');
    expect(JSON.stringify(body)).not.toMatch(/bob|cleo|other force/);
    for (const route of [packageRoute, sealedRoute]) {
      expect(await asRecipient(route, first)).toMatchObject({
        status: 410,
        ...refusedAs('disclosure-recalled'),
      });
    }
    expect(machine.held.packages.get(first)).toBe(bytes);
    expect((await asRecipient(packageRoute, second, { agency: 'ON-OPP' })).status).toBe(200);
  });

  test('when its recipient confirms the destruction twice, then the first moment twice', async () => {
    await proposed();
    const body = { destroyed: true };
    expect((await asRecipient(destructionRoute, first, { body })).status).toBe(409);
    await ask('recall/confirm', { by: 'cleo' });
    const confirmed = await asRecipient(destructionRoute, first, { body });
    expect(confirmed.status).toBe(200);
    expect(await asRecipient(destructionRoute, first, { body })).toEqual(confirmed);
    expect((await asRecipient(outboxRoute, first)).body.recall).toHaveProperty('destroyedAt');
    expect(kinds()?.slice(-3)).toEqual(['propose-recall', 'recall', 'recall-receipt']);
  });

  test('when the other recipient confirms the destruction, then there is no such thing', async () => {
    await proposed();
    await ask('recall/confirm', { by: 'cleo' });
    const asked = { agency: 'ON-OPP', body: { destroyed: true } };
    expect((await asRecipient(destructionRoute, first, asked)).status).toBe(404);
  });

  test('when two people propose at once, then one does and the other is told', async () => {
    const answers = await Promise.all(
      ['bob', 'cleo'].map((by) => ask('recall', { by, body: recallBody })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(kinds()?.filter((kind) => kind === 'propose-recall')).toHaveLength(1);
  });

  test('when two people confirm at once, then one does', async () => {
    await proposed();
    const answers = await Promise.all(['cleo', 'dana'].map((by) => ask('recall/confirm', { by })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('when both packages of a case are recalled for one reason, then each has its own', async () => {
    await proposed();
    const other = await ask('recall', { by: 'bob', id: second, body: recallBody });
    expect(other.status).toBe(200);
    expect(machine.held.disclosures.get(second)).toHaveProperty('recall.status', 'proposed');
  });

  test('when it is dropped, then it can be proposed anew and is as before', async () => {
    const before = machine.held.disclosures.get(first);
    await proposed();
    expect((await ask('recall/drop', { by: 'bob' })).status).toBe(200);
    expect(machine.held.disclosures.get(first)).toEqual(before);
    expect((await proposed()).status).toBe(200);
  });

  test('when it was recalled, then it can be neither amended nor recalled again', async () => {
    await correctReport();
    const waiting = await amended();
    await proposed();
    await ask('recall/confirm', { by: 'cleo' });
    expect((await ask('approve', { by: 'bob', id: waiting })).status).toBe(409);
    expect((await ask('return', { by: 'bob', id: waiting })).status).toBe(200);
    expect((await ask('amend', { by: 'ann', body: { grounds: corrected } })).status).toBe(409);
    expect((await ask('recall', { by: 'cleo', body: recallBody })).status).toBe(409);
    expect(await due()).toEqual([second]);
  });

  test('when the reason is none of ours, then the field is named', async () => {
    const body = { ...recallBody, recallReason: 'regret' };
    expect(await ask('recall', { by: 'bob', body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/recallReason' }] },
    });
  });
});

test('given an unknown disclosure, then 404', async () => {
  const answer = await ask('recall', { by: 'bob', id: 'disclosure-x', body: recallBody });
  expect(answer.status).toBe(404);
});
