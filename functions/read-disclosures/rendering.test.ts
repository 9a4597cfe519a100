import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type RenderingName, rendering } from '../../lib/disclosures/rendering/renderings.ts';
import { disclosureViewSchema } from '../../lib/http/disclosure-view.ts';
import { renderingResponse } from '../../lib/http/rendering-response.ts';
import { digest } from '../../lib/identifiers.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const { ports, held } = decisionPorts();
const [disclosureId = ''] = await approvedDisclosures(ports);
const frozen = held.packages.get(disclosureId) ?? new Uint8Array();

const eventFor = (route: string, headers: Record<string, string> = {}) =>
  httpEvent(route, {
    path: { disclosureId },
    headers,
    claims: { sub: 'bob', scope: 'approver' },
  });
const ask = (route: string, headers: Record<string, string> = {}) =>
  createHandler(ports)(eventFor(route, headers), lambdaContext());

describe.each([
  ['pdf', 'package.pdf', 'application/pdf'],
  ['xml', 'package.xml', 'application/xml'],
  ['csv', 'transactions.csv', 'text/csv; charset=utf-8'],
] as const)(
  'given an approver who asks for package.%s',
  (ending, name: RenderingName, mediaType) => {
    const route = `GET /v1/disclosures/{disclosureId}/package.${ending}`;

    test('then the rendering of the frozen bytes, whole', async () => {
      const { bytes } = await rendering(name, frozen);
      const answer = await ask(route);
      expect(answer).toMatchObject({
        statusCode: 200,
        isBase64Encoded: true,
        headers: {
          'content-type': mediaType,
          etag: `"${digest(bytes)}"`,
          'cache-control': 'no-store',
        },
      });
      expect(Buffer.from(answer.body ?? '', 'base64').equals(bytes)).toBe(true);
    });

    test('when gzip is taken, then the same bytes, packed', async () => {
      const { bytes } = await rendering(name, frozen);
      const answer = await ask(route, { 'accept-encoding': 'br, gzip;q=0.8' });
      expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
      expect(gunzipSync(Buffer.from(answer.body ?? '', 'base64')).equals(bytes)).toBe(true);
    });
  },
);

test.each(['br', 'gzip;q=0', 'identity'])(
  'given somebody who takes %s, then nothing is packed',
  async (accepted) => {
    const answer = await ask('GET /v1/disclosures/{disclosureId}/package.csv', {
      'accept-encoding': accepted,
    });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  },
);

test('given a rendering larger than an answer may be, then it is said', async () => {
  const large = {
    ...(await rendering('transactions.csv', frozen)),
    bytes: new Uint8Array(5_000_000),
  };
  const event = eventFor('GET /v1/disclosures/{disclosureId}/package.csv');
  await expect(renderingResponse(large, { disclosureId, event })).rejects.toMatchObject({
    code: 'rendering-too-large',
  });
});

test('given a package that is not what was submitted, then none of its forms is shown', async () => {
  const other = { get: async () => Buffer.from('{}'), destruction: async () => undefined };
  const handler = createHandler({ ...ports, packages: other });
  const answer = await handler(
    eventFor('GET /v1/disclosures/{disclosureId}/package.pdf'),
    lambdaContext(),
  );
  expect(answer).toMatchObject({ statusCode: 409 });
});

test('given one disclosure, then its view has an address for each form and tells what stands in its texts', async () => {
  const { body } = await ask('GET /v1/disclosures/{disclosureId}');
  const view = disclosureViewSchema.parse(JSON.parse(body ?? ''));
  expect(view.narrativeWarnings).toEqual([]);
  for (const [form, address] of Object.entries(view.links)) {
    if (form !== 'self') expect(address).toContain(`/v1/disclosures/${disclosureId}/package.`);
  }
});
