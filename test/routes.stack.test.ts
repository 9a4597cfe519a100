import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView } from '../lib/cases/api.ts';
import { digest } from '../lib/identifiers.ts';
import type { UserName } from '../local/identity.ts';
import { sampleBatches, submitSample } from '../local/samples.ts';
import type { RunningStack } from '../local/stack.ts';
import { startQuietStack } from './support/quiet-stack.ts';
import { filedReport, ndjsonBatch } from './support/reports.ts';

/* Every route once, with success, as one day's work. One stack, in the order told. */

let stack: RunningStack;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  for (const sample of sampleBatches()) await submitSample(stack, sample);
  await stack.idle();
}, 180_000);
afterAll(() => stop());

/** What earlier requests told later ones. */
const known = {
  batch: '',
  upload: '',
  employer: '',
  cases: [] as string[],
  disclosure: '',
  agency: '',
  package: '',
  explanation: '',
};

type Told = { text: string; headers: Headers };
type Request = {
  /** Without one, nobody's token is sent. */
  user?: UserName;
  /** In place of what stands in braces, and the query. */
  path?: () => string;
  body?: () => unknown;
  headers?: Record<string, string>;
  /** What the answer must say; what later requests need is noted. */
  told: (told: Told) => void | Promise<void>;
};

const json = ({ text }: Told) => JSON.parse(text);
const mediaType = (type: string) => (told: Told) => {
  expect(told.headers.get('content-type')).toMatch(type);
  expect(told.text.length).toBeGreaterThan(100);
};
const decision = (kind: string) => (told: Told) => expect(json(told).kind).toBe(kind);

const ofCase = (action: string, at = 0) => ({
  path: () => `/v1/cases/${known.cases[at]}/${action}`,
});
const review =
  (at = 0) =>
  async () => ({
    revision: await revisionOf(at),
    reason: 'Read with its evidence.',
  });
const submission = async () => ({
  revision: await revisionOf(0),
  grounds: 'Facts, context and indicators: synthetic, and long enough to be grounds.',
});
const ofDisclosure = (under: string, rest = '') => ({
  path: () => `/v1/${under}/${known.disclosure}${rest}`,
});
const receipts = (query: string) => ({
  user: 'reporting-entity' as const,
  path: () => `/v1/batches/${known.batch}/receipts${query}`,
});
const upload = Buffer.from(ndjsonBatch([filedReport()], 'UPLOADED'));
const parts = Buffer.from(ndjsonBatch([filedReport()], 'IN-PARTS'));
const begin = (key: string) => ({
  user: 'reporting-entity' as const,
  body: () => ({ contentType: 'application/x-ndjson', sizeBytes: parts.length, parts: true }),
  headers: { 'idempotency-key': key },
  told: (told: Told) => {
    known.upload = json(told).batchId;
  },
});
const ofUpload = (rest = '') => ({
  user: 'reporting-entity' as const,
  path: () => `/v1/uploads/${known.upload}${rest}`,
});

const day: [route: string, request: Request][] = [
  ['GET /openapi.json', { told: (told) => expect(json(told).openapi).toBe('3.1.0') }],
  ['GET /docs', { told: mediaType('text/html') }],
  ['GET /docs/{asset}', { path: () => '/docs/swagger-ui.css', told: mediaType('text/css') }],
  [
    'GET /docs/{asset}',
    { path: () => '/docs/swagger-ui-bundle.js', told: mediaType('text/javascript') },
  ],
  [
    'POST /v1/batches',
    {
      user: 'reporting-entity',
      body: () => ndjsonBatch([filedReport(), 'nonsense'], 'IN-THE-BODY'),
      headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'in-the-body' },
      told: async (told) => {
        known.batch = json(told).batchId;
        expect(told.headers.get('location')).toBe(`/v1/batches/${known.batch}`);
        await stack.idle();
      },
    },
  ],
  [
    'GET /v1/batches',
    {
      user: 'reporting-entity',
      told: (told) => expect(json(told).batches[0].batchId).toBe(known.batch),
    },
  ],
  [
    'GET /v1/batches/{batchId}',
    {
      user: 'reporting-entity',
      path: () => `/v1/batches/${known.batch}`,
      told: (told) => expect(json(told).counts).toMatchObject({ submitted: 2, rejected: 1 }),
    },
  ],
  [
    'GET /v1/batches/{batchId}/receipts',
    { ...receipts(''), told: (told) => expect(json(told).receipts).toHaveLength(2) },
  ],
  [
    'GET /v1/batches/{batchId}/receipts',
    { ...receipts('?format=ndjson'), told: mediaType('application/x-ndjson') },
  ],
  [
    'GET /v1/batches/{batchId}/receipts',
    { ...receipts('?format=csv'), told: mediaType('text/csv') },
  ],
  [
    'POST /v1/uploads',
    {
      user: 'reporting-entity',
      body: () => ({ contentType: 'application/x-ndjson', sizeBytes: upload.length }),
      headers: { 'idempotency-key': 'as-an-upload' },
      told: async (told) => {
        const { url, headers, links } = json(told);
        expect((await fetch(url, { method: 'PUT', headers, body: upload })).status).toBe(200);
        await stack.idle();
        const { text } = await ask('GET', links.self, 'reporting-entity');
        expect(JSON.parse(text)).toMatchObject({ status: 'completed', counts: { duplicates: 1 } });
      },
    },
  ],
  ['POST /v1/uploads', begin('in-parts')],
  [
    'POST /v1/uploads/{batchId}/parts',
    {
      ...ofUpload('/parts'),
      body: () => ({ parts: [{ partNumber: 1, sha256: digest(parts) }] }),
      told: async (told) => {
        const [{ url, headers }] = json(told).parts;
        expect((await fetch(url, { method: 'PUT', headers, body: parts })).status).toBe(200);
      },
    },
  ],
  [
    'GET /v1/uploads/{batchId}',
    { ...ofUpload(), told: (told) => expect(json(told).arrived).toHaveLength(1) },
  ],
  [
    'POST /v1/uploads/{batchId}/complete',
    {
      ...ofUpload('/complete'),
      told: async (told) => {
        await stack.idle();
        const { text } = await ask('GET', json(told).links.self, 'reporting-entity');
        expect(JSON.parse(text)).toMatchObject({ status: 'completed', counts: { duplicates: 1 } });
      },
    },
  ],
  ['POST /v1/uploads', begin('given-up')],
  [
    'DELETE /v1/uploads/{batchId}',
    { ...ofUpload(), told: (told) => expect(json(told).status).toBe('failed') },
  ],
  [
    'GET /v1/assessments',
    { user: 'analyst', told: (told) => expect(json(told).assessments).not.toEqual([]) },
  ],
  [
    'GET /v1/employers',
    {
      user: 'approver',
      told: (told) => {
        known.employer = json(told).employers[0].links.self;
        expect(json(told).employers[0].names).toEqual(['FERME EXEMPLE INC']);
      },
    },
  ],
  [
    'GET /v1/employers/{employerId}',
    {
      user: 'analyst',
      path: () => known.employer,
      told: (told) => expect(json(told).matches).not.toEqual([]),
    },
  ],
  [
    'GET /v1/cases',
    {
      user: 'approver',
      told: (told) => {
        known.cases = json(told).cases.map(({ case: { caseId } }: CaseView) => caseId);
        expect(known.cases.length).toBeGreaterThan(1);
      },
    },
  ],
  [
    'GET /v1/cases/{caseId}',
    {
      user: 'analyst',
      path: () => `/v1/cases/${known.cases[0]}`,
      told: (told) => {
        const [match] = json(told).assessment.matches;
        known.explanation = match.links.explanation;
      },
    },
  ],
  [
    'GET /v1/subjects/{subject}/indicators/{indicatorId}',
    {
      user: 'analyst',
      path: () => known.explanation,
      told: (told) => {
        const { outcome, minimalEvidence, timeline } = json(told);
        expect(outcome).toBe('matched');
        expect(timeline.length).toBeGreaterThanOrEqual(minimalEvidence.entries.length);
      },
    },
  ],
  [
    'POST /v1/cases/{caseId}/claim',
    { user: 'analyst', ...ofCase('claim'), told: decision('claim') },
  ],
  [
    'POST /v1/cases/{caseId}/release',
    { user: 'analyst', ...ofCase('release'), told: decision('release') },
  ],
  [
    'POST /v1/cases/{caseId}/claim',
    { user: 'analyst', ...ofCase('claim'), told: decision('claim') },
  ],
  [
    'POST /v1/cases/{caseId}/notes',
    {
      user: 'analyst',
      ...ofCase('notes'),
      body: () => ({ text: 'Seen.' }),
      told: decision('note'),
    },
  ],
  [
    'POST /v1/cases/{caseId}/submit',
    { user: 'analyst', ...ofCase('submit'), body: submission, told: decision('submit') },
  ],
  [
    'POST /v1/cases/{caseId}/return',
    { user: 'approver', ...ofCase('return'), body: review(), told: decision('return') },
  ],
  [
    'POST /v1/cases/{caseId}/submit',
    { user: 'analyst', ...ofCase('submit'), body: submission, told: decision('submit') },
  ],
  [
    'POST /v1/cases/{caseId}/approve',
    {
      user: 'approver',
      ...ofCase('approve'),
      body: review(),
      told: async (told) => {
        decision('approve')(told);
        await stack.idle();
      },
    },
  ],
  [
    'POST /v1/cases/{caseId}/claim',
    { user: 'second-analyst', ...ofCase('claim', 1), told: decision('claim') },
  ],
  [
    'POST /v1/cases/{caseId}/reject',
    { user: 'approver', ...ofCase('reject', 1), body: review(1), told: decision('reject') },
  ],
  [
    'GET /v1/disclosures',
    {
      user: 'approver',
      path: () => '/v1/disclosures?status=dispatched',
      told: (told) => {
        const [{ disclosure }] = json(told).disclosures;
        known.disclosure = disclosure.disclosureId;
        known.agency = disclosure.recipient;
      },
    },
  ],
  [
    'GET /v1/disclosures/{disclosureId}',
    {
      user: 'analyst',
      ...ofDisclosure('disclosures'),
      told: (told) => expect(json(told).disclosure.recipient).toBe(known.agency),
    },
  ],
  [
    'GET /v1/disclosures/{disclosureId}/package.json',
    {
      user: 'analyst',
      ...ofDisclosure('disclosures', '/package.json'),
      told: ({ text, headers }) => {
        known.package = text;
        expect(headers.get('etag')).toBe(`"${digest(text)}"`);
      },
    },
  ],
  [
    'GET /v1/outbox',
    {
      user: 'recipient',
      told: ({ text }) => expect(text).toContain(known.disclosure),
    },
  ],
  [
    'GET /v1/outbox/{disclosureId}',
    {
      user: 'recipient',
      ...ofDisclosure('outbox'),
      told: ({ text }) => expect(text).toContain(known.disclosure),
    },
  ],
  [
    'GET /v1/outbox/{disclosureId}/package.json',
    {
      user: 'recipient',
      ...ofDisclosure('outbox', '/package.json'),
      told: ({ text }) => expect(text).toBe(known.package),
    },
  ],
  [
    'POST /v1/outbox/{disclosureId}/receipt',
    {
      user: 'recipient',
      ...ofDisclosure('outbox', '/receipt'),
      body: () => ({ receivedDigest: digest(known.package) }),
      told: (told) => expect(json(told).packageDigest).toBe(digest(known.package)),
    },
  ],
];

async function ask(
  method: string,
  path: string,
  user?: UserName,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const token = user && (await stack.signIn(user, known.agency || undefined));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(new URL(path, stack.url), {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: text }),
  });
  return { ok: answer.ok, headers: answer.headers, text: await answer.text() };
}

async function revisionOf(at: number): Promise<number> {
  const { text } = await ask('GET', `/v1/cases/${known.cases[at]}`, 'analyst');
  return (JSON.parse(text) as CaseView).case.revision;
}

test('every route of the template is asked', () => {
  const asked = new Set(day.map(([route]) => route));
  expect([...asked].sort()).toEqual(stack.machine.routes.map(({ key }) => key).sort());
});

test.each(day)(
  '%s is answered with success',
  async (route, { user, path, body, headers, told }) => {
    const [method = '', plain = ''] = route.split(' ');
    const content = await body?.();
    const sent = { ...(content !== undefined && { body: content }), ...(headers && { headers }) };
    const answer = await ask(method, path?.() ?? plain, user, sent);
    expect(answer.ok, answer.text.slice(0, 500)).toBe(true);
    expect(answer.headers.get('request-id')).toMatch(/.+/);
    await told(answer);
  },
);
