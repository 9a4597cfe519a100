import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { personalDataReadSchema } from '../../events/messages.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { DomainError } from '../errors.ts';
import { problemJson } from './problem-json.ts';
import { json } from './respond.ts';
import { type ReadPorts, tellReads } from './tell-reads.ts';

const claims = { sub: 'ana', scope: 'analyst approver' };
const one = 'case-0123456789abcdef';
const other = 'case-00000000000000ff';

const answering = (answer: () => APIGatewayProxyStructuredResultV2, ports: ReadPorts) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemJson())
    .use(tellReads(ports))
    .handler(async () => answer());

async function ask(route: string, answer: () => APIGatewayProxyStructuredResultV2, path = {}) {
  const { told, ports } = toldReads();
  const event = httpEvent(route, { claims, ...(Object.keys(path).length > 0 && { path }) });
  const response = await answering(answer, ports)(event, lambdaContext());
  for (const read of told) personalDataReadSchema.parse(read);
  return { told, response };
}

describe('given an answer that shows personal data', () => {
  test('when the path names it, then it is told by those ids', async () => {
    const show = () => json(200, { name: 'somebody', linked: other });
    const { told } = await ask('GET /v1/cases/{caseId}', show, { caseId: one });
    expect(told).toMatchObject([
      {
        actor: 'ana',
        roles: ['analyst', 'approver'],
        route: 'GET /v1/cases/{caseId}',
        about: [one],
        requestId: 'request-1',
        status: 200,
      },
    ]);
  });

  test('when it shows the record of an agency besides, then that is told too', async () => {
    const record = 'record-0123456789abcdef';
    const fileNumber = 'record-ffffffffffffffff';
    const show = () => json(200, { linked: other, records: [{ recordId: record, fileNumber }] });
    const { told } = await ask('GET /v1/cases/{caseId}', show, { caseId: one });
    expect(told[0]?.about).toEqual([one, record]);
  });

  test('when it is a list, then it is told by the ids in it, and by nothing else of it', async () => {
    const party = `party:${'a'.repeat(24)}`;
    const list = [
      { caseId: one, name: 'case-by-case' },
      { caseId: other, subjects: [party, one] },
    ];
    const { told } = await ask('GET /v1/cases', () => json(200, { cases: list }));
    expect(told[0]?.about).toEqual([other, one, party]);
  });

  test('when an agency or a report says something that looks like an id, then that is not told', async () => {
    const planted = [
      'case-aaaaaaaaaaaaaaaa',
      `party:${'b'.repeat(24)}`,
      'disclosure-aaaaaaaaaaaaaaaa',
      'record-aaaaaaaaaaaaaaaa',
    ];
    const possibleMatches = planted.map((fileNumber) => ({
      match: { caseId: one, subject: `party:${'a'.repeat(24)}`, by: [{ pointer: fileNumber }] },
      record: {
        ...{ recordId: 'record-0123456789abcdef', fileNumber, handles: planted },
        persons: [{ surname: fileNumber, aliases: planted }],
      },
      subject: { name: fileNumber },
    }));
    const { told } = await ask('GET /v1/possible-matches', () => json(200, { possibleMatches }));
    expect(told[0]?.about).toEqual([one, `party:${'a'.repeat(24)}`, 'record-0123456789abcdef']);
  });

  test('when it names very many, then it is told in several messages, each of its own id', async () => {
    const ids = Array.from(
      { length: 1100 },
      (_, at) => `case-${at.toString(16).padStart(16, '0')}`,
    );
    const cases = ids.map((caseId) => ({ case: { caseId } }));
    const { told } = await ask('GET /v1/cases', () => json(200, { cases }));
    expect(told.map(({ about }) => about.length)).toEqual([300, 300, 300, 200]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(4);
    expect(told.flatMap(({ about }) => about)).toEqual(ids);
  });

  test('when it cannot be told, then nothing of it leaves', async () => {
    const { ports } = toldReads();
    const failing = { ...ports, tellReads: () => Promise.reject(new Error('queue is gone')) };
    const event = httpEvent('GET /v1/cases', { claims });
    const response = await answering(() => json(200, { name: 'Somebody' }), failing)(
      event,
      lambdaContext(),
    );
    expect(response).toMatchObject({
      statusCode: 503,
      headers: { 'content-type': 'application/problem+json', 'request-id': 'request-1' },
    });
    expect(JSON.parse(response.body ?? '')).toMatchObject({ type: '/problems/audit-unavailable' });
    expect(JSON.stringify(response)).not.toMatch(/Somebody|queue is gone/);
  });
});

test('given an answer that shows nothing, then nothing is told', async () => {
  const refuse = () => {
    throw new DomainError('case-not-found', one);
  };
  expect((await ask('GET /v1/cases/{caseId}', refuse, { caseId: one })).told).toEqual([]);
  expect((await ask('POST /v1/cases/{caseId}/claim', () => json(200, {}))).told).toEqual([]);
});
