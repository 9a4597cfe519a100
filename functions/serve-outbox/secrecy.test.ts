import { beforeEach, describe, expect, test } from 'vitest';
import { dispatchDisclosure } from '../../lib/disclosures/dispatch-disclosure.ts';
import { DomainError, type ErrorCode } from '../../lib/errors.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler, type Ports } from './handler.ts';

const delivery = '/v1/outbox/{disclosureId}';
const officer = 'officer@ON-KINGSTON';
const feedback = {
  usefulness: 4,
  novelty: 'new',
  use: 'triggered-investigation',
  offence: 'trafficking-in-persons',
  stage: 'investigation',
  outcomes: ['arrest'],
  namesKnown: false,
  comments: 'Not known before.',
  indicators: [],
};

let machine: ReturnType<typeof decisionPorts>;
let kingston: string;
let told: string[];
beforeEach(async () => {
  told = [];
  machine = decisionPorts();
  const recipients = [
    { id: 'ON-KINGSTON', reason: 'Jurisdiction' },
    { id: 'ON-OPP', reason: 'Jurisdiction' },
  ];
  const [own = '', theirs = ''] = await approvedDisclosures(machine.ports, recipients);
  for (const id of [own, theirs]) await dispatchDisclosure(machine.ports, id);
  kingston = own;
});

type Asked = { body?: unknown; key?: string; ports?: Ports };

async function ask(route: string, { body, key = 'k1', ports = machine.ports }: Asked = {}) {
  const event = httpEvent(route, {
    path: { disclosureId: kingston },
    headers: { 'idempotency-key': key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    claims: { sub: officer, scope: 'recipient', agency: 'ON-KINGSTON' },
  });
  const { statusCode, body: text = '' } = await createHandler(ports)(event, lambdaContext());
  told.push(text);
  return { status: statusCode, text };
}

const receive = (ports?: Ports) =>
  ask(`POST ${delivery}/receipt`, {
    body: { receivedDigest: machine.held.disclosures.get(kingston)?.packageDigest },
    ...(ports && { ports }),
  });
const give = (asked: Asked = {}) => ask(`POST ${delivery}/feedback`, { body: feedback, ...asked });
const destroy = (ports?: Ports) =>
  ask(`POST ${delivery}/recall-receipt`, {
    body: { destroyed: true },
    ...(ports && { ports }),
  });

/** Calls the package back, as two of ours agreed. */
function recall(): void {
  const disclosure = machine.held.disclosures.get(kingston);
  if (disclosure?.status !== 'received') throw new Error('not received');
  machine.held.disclosures.set(kingston, {
    ...disclosure,
    recall: {
      status: 'confirmed',
      reason: 'test-not-met',
      proposedBy: 'ann',
      proposedAt: '2026-11-22T10:00:00Z',
      confirmedBy: 'bob',
      confirmedAt: '2026-11-22T11:00:00Z',
    },
  });
}

/** A store in which every decision on the case fails so. */
const failing = (code: ErrorCode): Ports => ({
  ...machine.ports,
  cases: {
    ...machine.ports.cases,
    decide: async ({ next }) => {
      throw new DomainError(code, next.caseId, { revision: next.revision });
    },
  },
});

/** What nobody outside may read: the case, who works on it, and who received it elsewhere. */
const ours = new RegExp(`case-[0-9a-f]{16}|${openCase.caseId}|\\b(ann|bob)\\b|officer@|ON-OPP`);

const refusal = (code: ErrorCode, status: number) => ({
  type: `/problems/${code}`,
  status,
  title: expect.any(String),
  detail: `${code}: ${kingston}`,
  instance: expect.any(String),
});

describe('given decisions of a recipient that are refused', () => {
  test('when a key was used for other words, then the refusal is about its package', async () => {
    await receive();
    await give();
    const { text } = await give({ body: { ...feedback, usefulness: 1 } });
    expect(JSON.parse(text)).toEqual(refusal('idempotency-key-reused', 422));
    expect(told.join()).not.toMatch(ours);
  });

  test('when others keep deciding on the case, then it learns neither who nor how it stands', async () => {
    const lost = [await receive(failing('case-changed'))];
    await receive();
    lost.push(await give({ ports: failing('case-changed') }));
    recall();
    lost.push(await destroy(failing('case-changed')));
    expect(lost.map(({ text }) => JSON.parse(text))).toEqual(
      lost.map(() => refusal('case-changed', 409)),
    );
    expect(told.join()).not.toMatch(ours);
  });
});

test('given a package from its delivery to its destruction, then no answer names the case or one of ours', async () => {
  const answers: (number | undefined)[] = [];
  const note = async (asked: ReturnType<typeof ask>) => answers.push((await asked).status);
  const read = async () => {
    await note(ask('GET /v1/outbox'));
    for (const part of ['', '/package.json', '/package.zip.jwe']) {
      await note(ask(`GET ${delivery}${part}`));
    }
  };
  await note(give());
  await note(destroy());
  await read();
  await note(receive());
  await note(give());
  await read();
  recall();
  await note(destroy());
  await read();
  expect(answers).toEqual([
    ...[409, 409],
    ...[200, 200, 200, 200],
    ...[200, 200],
    ...[200, 200, 200, 200],
    200,
    ...[200, 200, 410, 410],
  ]);
  expect(told.join()).not.toMatch(ours);
});
