import { expect, test } from 'vitest';
import { digest } from '../../lib/identifiers.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const { ports } = decisionPorts();
const [disclosureId = ''] = await approvedDisclosures(ports);

const ask = (route: string, scope = 'approver', id = disclosureId) =>
  createHandler(ports)(
    httpEvent(route, {
      path: { disclosureId: id },
      query: { status: 'approved' },
      claims: { sub: 'bob', scope },
    }),
    lambdaContext(),
  );

test('given an approver, the disclosures of one status with their packages’ addresses', async () => {
  const { body } = await ask('GET /v1/disclosures');
  expect(JSON.parse(body ?? '')).toMatchObject({
    disclosures: [
      {
        disclosure: { disclosureId, status: 'approved', recipient: 'ON-KINGSTON' },
        links: { package: `/v1/disclosures/${disclosureId}/package.json` },
      },
    ],
  });
});

test('given an approver, the very bytes that will leave', async () => {
  const { body } = await ask('GET /v1/disclosures/{disclosureId}/package.json');
  expect(digest(body ?? '')).toBe((await ports.disclosures.get(disclosureId))?.packageDigest);
});

test.each(['recipient', 'reporting-entity'])('given a %s, then 403', async (scope) => {
  expect(await ask('GET /v1/disclosures/{disclosureId}', scope)).toMatchObject({ statusCode: 403 });
});

test('given an unknown disclosure, then 404', async () => {
  const answer = await ask('GET /v1/disclosures/{disclosureId}', 'analyst', 'disclosure-x');
  expect(answer).toMatchObject({ statusCode: 404 });
});
