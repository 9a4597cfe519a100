import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView } from '../lib/cases/api.ts';
import { caseIdOf } from '../lib/cases/assessment.ts';
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
  dataRequest: 0,
  disclosure: '',
  amendment: '',
  agency: '',
  package: '',
  explanation: '',
  /** A case of several linked subjects, one who may leave it, and the case that she gets. */
  linked: '',
  leaves: '',
  own: '',
  hold: '',
  record: '',
  possible: '',
  named: '',
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
const feedback = {
  usefulness: 4,
  novelty: 'new',
  use: 'supporting',
  offence: 'trafficking-in-persons',
  stage: 'investigation',
  outcomes: ['production-order'],
  namesKnown: false,
};
/** About an account that the package names. */
const informationOnPackage = () => {
  const [{ institution, branch, number }] = JSON.parse(known.package).accounts;
  return {
    fileNumber: 'TEST-1',
    lawfulGround: 'Investigation of an offence, on synthetic data',
    offence: 'trafficking-in-persons',
    urgency: 'routine',
    narrative: 'Synthetic.',
    accounts: [{ institution, branch, number }],
  };
};
/** About the name of somebody in a case that is worked on. */
const informationOnName = async () => {
  const { text } = await ask('GET', '/v1/cases', 'analyst');
  const listed: Pick<CaseView, 'case'>[] = JSON.parse(text).cases;
  const inWork = listed.filter(({ case: { status } }) => /open|claimed|submitted/.test(status));
  const views = await Promise.all(inWork.map(({ case: { caseId } }) => viewOf(caseId)));
  const people = views.flatMap(({ assessment }) => assessment?.subjects ?? []);
  const person = people.find(
    ({ kind, displayName = '' }) => kind === 'person' && displayName.includes(' '),
  );
  const [given, ...surname] = person?.displayName?.split(' ') ?? [];
  const { accounts: _, ...record } = informationOnPackage();
  return { ...record, fileNumber: 'TEST-2', persons: [{ given, surname: surname.join(' ') }] };
};
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
      told: async (told) => {
        known.cases = json(told).cases.map(({ case: { caseId } }: CaseView) => caseId);
        expect(known.cases.length).toBeGreaterThan(1);
        for (const caseId of known.cases.slice(2)) await noteLinked(caseId);
        expect(known.linked).not.toBe('');
        await findByRecipient(json(told).cases);
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
  ...(['exclusions', 'inclusions'] as const).map((verb): [string, Request] => [
    `POST /v1/cases/{caseId}/${verb}`,
    {
      user: 'analyst',
      ...ofCase(verb),
      body: async () => ({
        revision: await revisionOf(0),
        evidence: [await someEvidence()],
        reason: 'A refund, as it seemed.',
      }),
      told: async (told) => {
        decision(verb === 'exclusions' ? 'exclude' : 'include')(told);
        await stack.idle();
        const view = await viewOf(known.cases[0] ?? '');
        expect(view.assessmentBehind).toBe(false);
        expect(view.assessment?.excluded ?? []).toHaveLength(verb === 'exclusions' ? 1 : 0);
      },
    },
  ]),
  ...(['merge', 'unmerge'] as const).map((verb): [string, Request] => [
    `POST /v1/cases/{caseId}/${verb}`,
    {
      user: 'analyst',
      ...ofCase(verb),
      body: async () => ({
        revision: await revisionOf(0),
        other: known.cases[1],
        reason: 'One household, as it seemed.',
      }),
      told: async (told) => {
        decision(verb)(told);
        await stack.idle();
        const other = await viewOf(known.cases[1] ?? '');
        expect(other.case.status).toBe(verb === 'merge' ? 'merged' : 'open');
      },
    },
  ]),
  [
    'POST /v1/cases/{caseId}/roles',
    {
      user: 'analyst',
      ...ofCase('roles'),
      body: async () => {
        const view = await viewOf(known.cases[0] ?? '');
        const [one] = view.assessment?.subjects ?? [];
        const { revision } = view.case;
        return { revision, subject: one?.subject, role: one?.role, reason: 'As it seems to me.' };
      },
      told: async (told) => {
        decision('set-role')(told);
        await stack.idle();
      },
    },
  ],
  [
    'POST /v1/cases/{caseId}/data-requests',
    {
      user: 'analyst',
      ...ofCase('data-requests'),
      body: () => ({ entity: '1234567', missing: ['terminal'], reason: 'No place is told.' }),
      told: (told) => {
        decision('request-data')(told);
        known.dataRequest = json(told).sequence;
      },
    },
  ],
  [
    'POST /v1/cases/{caseId}/data-requests/{sequence}/close',
    {
      user: 'analyst',
      path: () => `/v1/cases/${known.cases[0]}/data-requests/${known.dataRequest}/close`,
      body: () => ({ outcome: 'answered', reason: 'The terminals were sent.' }),
      told: decision('close-data-request'),
    },
  ],
  [
    'GET /v1/data-requests',
    {
      user: 'approver',
      told: (told) =>
        expect(json(told).dataRequests).toMatchObject([
          { ask: { missing: ['terminal'] }, state: 'closed', closed: { outcome: 'answered' } },
        ]),
    },
  ],
  [
    'POST /v1/cases/{caseId}/escalations',
    {
      user: 'analyst',
      ...ofCase('escalations'),
      body: () => ({ called: 'ON-TPS', calledAt: '2026-11-21T10:00:00Z', reason: 'Told at once.' }),
      told: decision('escalate'),
    },
  ],
  [
    'GET /v1/cases/{caseId}/network',
    {
      user: 'analyst',
      ...ofCase('network'),
      told: (told) => expect(json(told).nodes.length).toBeGreaterThan(0),
    },
  ],
  [
    'GET /v1/cases/{caseId}/timeline',
    {
      user: 'approver',
      ...ofCase('timeline?limit=3'),
      told: (told) => expect(json(told).entries).toHaveLength(3),
    },
  ],
  [
    'POST /v1/cases/{caseId}/claim',
    {
      user: 'second-analyst',
      path: () => `/v1/cases/${known.linked}/claim`,
      told: decision('claim'),
    },
  ],
  ...(['split', 'unsplit'] as const).map((verb): [string, Request] => [
    `POST /v1/cases/{caseId}/${verb}`,
    {
      user: 'second-analyst',
      path: () => `/v1/cases/${known.linked}/${verb}`,
      body: async () => ({
        revision: (await viewOf(known.linked)).case.revision,
        ...(verb === 'split' ? { subjects: [known.leaves] } : { other: known.own }),
        reason: 'Not of one household, as it seemed.',
      }),
      told: async (told) => {
        decision(verb)(told);
        await stack.idle();
        const { assessment } = await viewOf(known.linked);
        const inIt = assessment?.subjects.some(({ subject }) => subject === known.leaves);
        expect(inIt).toBe(verb === 'unsplit');
      },
    },
  ]),
  ['POST /v1/cases/next', { user: 'second-analyst', told: decision('claim') }],
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
    'GET /v1/disclosures/{disclosureId}/package.pdf',
    {
      user: 'analyst',
      ...ofDisclosure('disclosures', '/package.pdf'),
      told: ({ text }) => expect(text.startsWith('%PDF-')).toBe(true),
    },
  ],
  [
    'GET /v1/disclosures/{disclosureId}/package.xml',
    {
      user: 'approver',
      ...ofDisclosure('disclosures', '/package.xml'),
      told: ({ text }) => expect(text).toContain(known.disclosure),
    },
  ],
  [
    'GET /v1/disclosures/{disclosureId}/package.csv',
    {
      user: 'analyst',
      ...ofDisclosure('disclosures', '/package.csv'),
      told: ({ text }) => expect(text).toContain('"T1"'),
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
    'GET /v1/outbox/{disclosureId}/package.zip.jwe',
    {
      user: 'recipient',
      ...ofDisclosure('outbox', '/package.zip.jwe'),
      told: ({ text }) => expect(text.split('.')).toHaveLength(5),
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
  [
    'POST /v1/outbox/{disclosureId}/feedback',
    {
      user: 'recipient',
      ...ofDisclosure('outbox', '/feedback'),
      headers: { 'idempotency-key': 'feedback' },
      body: () => ({ ...feedback, indicators: [{ indicator: 1, verdict: 'right' }] }),
      told: (told) => expect(json(told).disclosureId).toBe(known.disclosure),
    },
  ],
  [
    'POST /v1/information-records',
    {
      user: 'recipient',
      headers: { 'idempotency-key': 'information' },
      body: informationOnPackage,
      told: async (told) => {
        expect(Object.keys(json(told))).toEqual(['recordId', 'identifiers']);
        await stack.idle();
      },
    },
  ],
  [
    'GET /v1/information-records',
    {
      user: 'recipient',
      told: (told) => expect(json(told).records).toMatchObject([{ fileNumber: 'TEST-1' }]),
    },
  ],
  [
    'POST /v1/information-records',
    {
      user: 'recipient',
      headers: { 'idempotency-key': 'named' },
      body: informationOnName,
      told: async (told) => {
        known.record = json(told).recordId;
        expect(json(told).identifiers).toMatchObject([{ comparedWith: 'names-in-open-cases' }]);
        await stack.idle();
      },
    },
  ],
  [
    'GET /v1/possible-matches',
    {
      user: 'approver',
      told: (told) => {
        const [one] = json(told).possibleMatches;
        expect(one.record.recordId).toBe(known.record);
        known.possible = one.links.judge;
        known.named = one.match.caseId;
      },
    },
  ],
  [
    'POST /v1/possible-matches/{subject}/{agency}/{recordId}',
    {
      user: 'analyst',
      path: () => known.possible,
      headers: { 'idempotency-key': 'judged' },
      body: () => ({ verdict: 'confirm', version: 1, reason: 'The same, by all appearances.' }),
      told: async (told) => {
        expect(json(told)).toMatchObject({ verdict: 'confirm', sequence: 1 });
        await stack.idle();
        const { case: theCase, informationRecords } = await viewOf(known.named);
        expect(theCase.informedBy).toEqual([known.agency]);
        expect(informationRecords[0]?.met).toMatchObject([{ confirmed: { verdict: 'confirm' } }]);
      },
    },
  ],
  [
    'GET /v1/cases/{caseId}/possible-matches',
    {
      user: 'analyst',
      path: () => `/v1/cases/${known.named}/possible-matches`,
      told: (told) => {
        const { possibleMatches, more } = json(told);
        expect(possibleMatches).toMatchObject([{ record: { recordId: known.record } }]);
        expect(more).toBe(0);
      },
    },
  ],
  [
    'POST /v1/information-records/{recordId}/withdraw',
    {
      user: 'recipient',
      path: () => `/v1/information-records/${known.record}/withdraw`,
      body: () => ({ reason: 'Another person.' }),
      told: async (told) => {
        expect(json(told).withdrawnAt).toMatch(/Z$/);
        await stack.idle();
        const { text } = await ask('GET', '/v1/possible-matches', 'analyst');
        expect(JSON.parse(text).possibleMatches).toEqual([]);
      },
    },
  ],
  [
    'GET /v1/cases/{caseId}',
    {
      user: 'analyst',
      path: () => `/v1/cases/${known.cases[0]}`,
      told: (told) => {
        const { case: theCase, informationRecords } = json(told);
        expect(theCase.informedBy).toEqual([known.agency]);
        expect(informationRecords).toMatchObject([{ record: { fileNumber: 'TEST-1' } }]);
        expect(informationRecords[0].met.length).toBeGreaterThan(0);
      },
    },
  ],
  [
    'GET /v1/cases/{caseId}/information-records',
    {
      user: 'approver',
      path: () => `/v1/cases/${known.cases[0]}/information-records`,
      told: (told) => {
        const { informationRecords, more } = json(told);
        expect(informationRecords).toMatchObject([{ record: { fileNumber: 'TEST-1' } }]);
        expect(more).toBe(0);
      },
    },
  ],
  ...(['return', 'approve'] as const).flatMap((verb): [string, Request][] => [
    [
      'POST /v1/disclosures/{disclosureId}/amend',
      {
        user: 'analyst',
        ...ofDisclosure('disclosures', '/amend'),
        body: () => ({ grounds: `To be said otherwise (${verb}), on synthetic data, at length.` }),
        told: (told) => {
          decision('amend')(told);
          known.amendment = json(told).disclosures[0].disclosureId;
        },
      },
    ],
    [
      `POST /v1/disclosures/{disclosureId}/${verb}`,
      {
        user: 'approver',
        path: () => `/v1/disclosures/${known.amendment}/${verb}`,
        body: () => ({ reason: 'Read.' }),
        told: async (told) => {
          decision(`${verb}-amendment`)(told);
          await stack.idle();
        },
      },
    ],
  ]),
  ...(['drop', 'confirm'] as const).flatMap((verb): [string, Request][] => [
    [
      'POST /v1/disclosures/{disclosureId}/recall',
      {
        user: 'approver',
        path: () => `/v1/disclosures/${known.amendment}/recall`,
        body: () => ({ recallReason: 'wrong-recipient', reason: `To ${verb}.` }),
        told: decision('propose-recall'),
      },
    ],
    [
      `POST /v1/disclosures/{disclosureId}/recall/${verb}`,
      {
        user: 'team-lead',
        path: () => `/v1/disclosures/${known.amendment}/recall/${verb}`,
        body: () => ({ reason: 'Agreed.' }),
        told: decision(verb === 'drop' ? 'drop-recall' : 'recall'),
      },
    ],
  ]),
  [
    'POST /v1/outbox/{disclosureId}/recall-receipt',
    {
      user: 'recipient',
      path: () => `/v1/outbox/${known.amendment}/recall-receipt`,
      body: () => ({ destroyed: true }),
      told: (told) => expect(json(told).disclosureId).toBe(known.amendment),
    },
  ],
  [
    'POST /v1/legal-holds',
    {
      user: 'approver',
      headers: { 'idempotency-key': 'hold-1' },
      body: () => ({
        scope: { kind: 'case', caseId: known.cases[0] },
        reason: 'A court has ordered that it be kept.',
      }),
      told: (told) => {
        expect(json(told)).toMatchObject({ author: 'approver', inForce: true });
        known.hold = json(told).holdId;
      },
    },
  ],
  [
    'POST /v1/legal-holds/{holdId}/lift',
    {
      user: 'team-lead',
      path: () => `/v1/legal-holds/${known.hold}/lift`,
      body: () => ({ reason: 'The order was lifted.' }),
      told: (told) => expect(json(told)).toMatchObject({ inForce: false }),
    },
  ],
  [
    'GET /v1/legal-holds',
    {
      user: 'auditor',
      told: (told) => expect(json(told).holds).toHaveLength(1),
    },
  ],
  [
    'GET /v1/audit/checkpoint',
    {
      user: 'auditor',
      told: (told) => expect(json(told).size).toBeGreaterThan(10),
    },
  ],
  [
    'GET /v1/audit',
    {
      user: 'auditor',
      path: () => `/v1/audit?about=${known.cases[0]}&kind=decision`,
      told: (told) => {
        const acts = json(told).leaves.map(({ leaf }: { leaf: { act: string } }) => leaf.act);
        expect(acts).toEqual(expect.arrayContaining(['claim', 'submit', 'return', 'approve']));
      },
    },
  ],
  [
    'GET /v1/audit/proof',
    {
      user: 'auditor',
      path: () => `/v1/audit/proof?id=${known.cases[0]}/1`,
      told: (told) => expect(json(told).leaf).toMatchObject({ kind: 'decision', act: 'claim' }),
    },
  ],
  [
    'GET /v1/statistics',
    {
      user: 'auditor',
      path: () => '/v1/statistics?fiscalYear=2026-27',
      told: (told) => expect(json(told)).toMatchObject({ fiscalYear: '2026-27', packages: 'few' }),
    },
  ],
];

/** Open cases are found by whom the routing proposes, and by nobody else. */
async function findByRecipient(all: CaseView[]): Promise<void> {
  const proposed = new Set(all.flatMap(({ proposedRecipients }) => proposedRecipients));
  expect(proposed.size).toBeGreaterThan(1);
  for (const recipient of proposed) {
    const { text } = await ask('GET', `/v1/cases?status=open&recipient=${recipient}`, 'analyst');
    const own = all.filter((one) => one.proposedRecipients.includes(recipient));
    const idsOf = (views: CaseView[]) => views.map(({ case: { caseId } }) => caseId);
    expect(idsOf(JSON.parse(text).cases)).toEqual(idsOf(own));
  }
}

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

async function viewOf(caseId: string): Promise<CaseView> {
  const { text } = await ask('GET', `/v1/cases/${caseId}`, 'analyst');
  return JSON.parse(text) as CaseView;
}

const revisionOf = async (at: number): Promise<number> =>
  (await viewOf(known.cases[at] ?? '')).case.revision;

/** A transaction that the first case rests on, or that was set aside there. */
async function someEvidence() {
  const { assessment } = await viewOf(known.cases[0] ?? '');
  const [aside] = assessment?.excluded ?? [];
  if (aside) return aside;
  const [first] = assessment?.timeline.filter(({ matches }) => matches.length > 0) ?? [];
  const { entity, reference, transaction } = first?.source ?? {};
  return { entity, reference, transaction };
}

async function noteLinked(caseId: string) {
  const subjects = (await viewOf(caseId)).assessment?.subjects.map(({ subject }) => subject) ?? [];
  const leaves = subjects.find((subject) => caseIdOf([subject]) !== caseId);
  if (known.linked !== '' || leaves === undefined) return;
  Object.assign(known, { linked: caseId, leaves, own: caseIdOf([leaves]) });
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
