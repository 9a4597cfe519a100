import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { dispatchDisclosure } from '../../lib/disclosures/dispatch-disclosure.ts';
import { digest } from '../../lib/identifiers.ts';
import { decrypt } from '../../lib/sealing/decrypt.ts';
import { demonstrationKey } from '../../local/demo/demonstration-key.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler, type Ports } from './handler.ts';

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

type Asked = { agency?: string; body?: unknown; id?: string; ports?: Ports };

async function ask(route: string, { agency = 'ON-KINGSTON', body, id, ports }: Asked = {}) {
  const event = httpEvent(route, {
    ...(id && { path: { disclosureId: id } }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    claims: { sub: `officer@${agency}`, scope: 'recipient', agency },
  });
  const handler = createHandler(ports ?? machine.ports);
  const answer: APIGatewayProxyStructuredResultV2 = await handler(event, lambdaContext());
  return { status: answer.statusCode, headers: answer.headers, text: answer.body ?? '' };
}
const bodyOf = ({ text }: { text: string }) => JSON.parse(text);

const packageRoute = 'GET /v1/outbox/{disclosureId}/package.json';
const sealedRoute = 'GET /v1/outbox/{disclosureId}/package.zip.jwe';
const receiptRoute = 'POST /v1/outbox/{disclosureId}/receipt';
const digestOf = (id: string) => machine.held.disclosures.get(id)?.packageDigest;

describe('given two recipients with a package each', () => {
  test('when one lists its outbox, then it finds its own and nothing else', async () => {
    const { deliveries } = bodyOf(await ask('GET /v1/outbox'));
    expect(deliveries).toMatchObject([{ disclosureId: kingston, recipient: 'ON-KINGSTON' }]);
    expect(JSON.stringify(deliveries)).not.toMatch(/ann|bob|case-/);
  });

  test('when it fetches its package, then the bytes have the digest that was announced', async () => {
    const { text, headers } = await ask(packageRoute, { id: kingston });
    expect(digest(text)).toBe(digestOf(kingston));
    expect(headers?.['etag']).toBe(`"${digestOf(kingston)}"`);
  });

  test.each(['GET /v1/outbox/{disclosureId}', packageRoute, sealedRoute])(
    'when it asks %s for the other’s, then there is no such thing',
    async (route) => {
      expect((await ask(route, { id: provincial })).status).toBe(404);
    },
  );

  test('when it confirms the other’s, then there is no such thing', async () => {
    const body = { receivedDigest: digestOf(provincial) };
    expect((await ask(receiptRoute, { id: provincial, body })).status).toBe(404);
    expect(machine.held.disclosures.get(provincial)?.status).toBe('dispatched');
  });

  test('when a token names no agency, then 403', async () => {
    const claims = { sub: 'somebody', scope: 'recipient' };
    const event = httpEvent('GET /v1/outbox', { claims });
    expect(await createHandler(machine.ports)(event, lambdaContext())).toMatchObject({
      statusCode: 403,
    });
  });
});

describe('given a recipient that fetches the encrypted package', () => {
  const sealOf = () => machine.held.deliveries.get(`ON-KINGSTON ${kingston}`)?.seal;
  const sealedBytes = (change: (bytes: Uint8Array) => Uint8Array | undefined): Ports => ({
    ...machine.ports,
    sealedPackages: {
      get: async (...asked) => {
        const bytes = await machine.ports.sealedPackages.get(...asked);
        return bytes && change(bytes);
      },
    },
  });

  test('when it does so twice, then it gets the same bytes, which its key alone opens', async () => {
    const { status, text, headers } = await ask(sealedRoute, { id: kingston });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/jose',
      'cache-control': 'no-store',
      etag: `"${sealOf()?.sealedDigest}"`,
    });
    expect(digest(text)).toBe(sealOf()?.sealedDigest);
    expect((await ask(sealedRoute, { id: kingston })).text).toBe(text);
    const zip = await decrypt(Buffer.from(text), demonstrationKey('ON-KINGSTON'));
    expect(zip && digest(zip)).toBe(sealOf()?.zipDigest);
    expect(await decrypt(Buffer.from(text), demonstrationKey('ON-OPP'))).toBeUndefined();
  });

  test.each([
    ['are others', (bytes: Uint8Array) => bytes.with(100, 0x2e)],
    ['are gone', () => undefined],
  ])('when the bytes that are kept %s, then nothing is handed out', async (_, change) => {
    expect((await ask(sealedRoute, { id: kingston, ports: sealedBytes(change) })).status).toBe(409);
  });

  test('when it is larger than a function may answer, then an address for a short while', async () => {
    const own = machine.held.deliveries.get(`ON-KINGSTON ${kingston}`);
    if (!own) throw new Error('no delivery');
    const seal = { ...own.seal, sealedBytes: 7_000_000 };
    machine.held.deliveries.set(`ON-KINGSTON ${kingston}`, { ...own, seal });
    const { status, headers, text } = await ask(sealedRoute, { id: kingston });
    expect({ status, text }).toEqual({ status: 307, text: '' });
    expect(headers?.['location']).toBe(
      `https://packages.example/${kingston}/package.${seal.kid}.zip.jwe`,
    );
    expect((await ask(sealedRoute, { id: provincial })).status).toBe(404);
  });
});

describe('given a recipient that confirms', () => {
  test('when it received other bytes, then 422 and nothing is recorded', async () => {
    const body = { receivedDigest: digest('something else') };
    expect((await ask(receiptRoute, { id: kingston, body })).status).toBe(422);
    expect(machine.held.disclosures.get(kingston)?.status).toBe('dispatched');
  });

  test('when it confirms twice, then the first receipt is answered twice', async () => {
    const body = { receivedDigest: digestOf(kingston) };
    const first = await ask(receiptRoute, { id: kingston, body });
    expect(first.status).toBe(200);
    expect(bodyOf(await ask(receiptRoute, { id: kingston, body }))).toEqual(bodyOf(first));
    const receipts = machine.held.decisions
      .get(openCase.caseId)
      ?.filter(({ kind }) => kind === 'receipt');
    expect(receipts).toHaveLength(1);
  });

  test('when two recipients confirm at once, then both receipts are recorded', async () => {
    const confirm = (agency: string, id: string) =>
      ask(receiptRoute, { agency, id, body: { receivedDigest: digestOf(id) } });
    const answers = await Promise.all([
      confirm('ON-KINGSTON', kingston),
      confirm('ON-OPP', provincial),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(machine.held.decisions.get(openCase.caseId)?.map(({ sequence }) => sequence)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  test('when the process dies around any call, then confirming again ends the same', async () => {
    const body = { receivedDigest: digestOf(kingston) };
    for (let call = 1; call <= 4; call += 1) {
      const { ports } = crashingAt(machine.ports, { call, when: 'after' });
      await ask(receiptRoute, { id: kingston, body, ports });
      expect((await ask(receiptRoute, { id: kingston, body })).status).toBe(200);
    }
    expect(machine.held.disclosures.get(kingston)?.status).toBe('received');
    expect(machine.held.decisions.get(openCase.caseId)).toHaveLength(4);
  });
});
