import { beforeEach, describe, expect, test } from 'vitest';
import { caseViewSchema } from '../../lib/cases/api.ts';
import { assess } from '../../lib/cases/assess.ts';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { nextCase } from '../../lib/cases/next-case.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const phone = phoneKey('416-555-0142') ?? '';
const caseId = caseIdOf([subject('a')]);
const record = {
  ...filedInformation(),
  recordId: 'record-0123456789abcdef',
  agency: 'ON-KINGSTON',
  filedBy: 'officer',
  receivedAt: '2026-11-21T10:00:00.000Z',
};

let ports: Ports;
let store: ReturnType<typeof memoryInformation>;
let stored: ReturnType<typeof memoryCases>['held'];

/** One subject who uses the telephone that the agency asked about. */
async function given(indicators: string[]) {
  const rulebook = await theRulebook();
  const world = memoryLedgers();
  world.file({ about: 'a', uses: [phone], indicators });
  const { held, cases, frozen } = memoryCases();
  stored = held;
  const evaluations = new Map(
    [...world.held].map(([key, ledger]) => [key, evaluationOf(ledger, rulebook)]),
  );
  const subjects = [subject('a')];
  const assessment = await assess(
    { caseId, subjects, links: [], ledgers: world.held, evaluations },
    rulebook,
  );
  held.assessments.set(caseId, assessment);
  const theCase = nextCase(undefined, assessment, '2026-06-01T12:00:00.000Z');
  if (theCase) held.cases.set(caseId, { ...theCase, informedBy: ['ON-KINGSTON'] });
  store = memoryInformation();
  await store.information.file(record);
  await store.information.watchFor(record, [phone]);
  ports = {
    ...toldReads().ports,
    ...store,
    cases,
    frozen,
    employers: memoryEmployers().employers,
    ledgers: world.ledgers,
    rulebooks: { active: async () => rulebook },
  };
}

const get = async (routeKey: string, options: Parameters<typeof httpEvent>[1] = {}) => {
  const claims = { sub: 'ana', scope: 'analyst' };
  const event = httpEvent(routeKey, { claims, ...options });
  const { statusCode, body = '' } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
};
const read = async () =>
  caseViewSchema.parse((await get('GET /v1/cases/{caseId}', { path: { caseId } })).body);

describe('given a case that an agency has asked about', () => {
  beforeEach(() => given(['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042']));

  test('when an analyst reads it, then the record, and whom it speaks of by what', async () => {
    expect((await read()).informationRecords).toEqual([
      { record, met: [{ subject: subject('a'), by: [phone] }] },
    ]);
  });

  test('when no agency has asked, then nothing is read of what is watched for', async () => {
    const theCase = stored.cases.get(caseId);
    if (theCase) {
      const { informedBy: _, ...unasked } = theCase;
      stored.cases.set(caseId, unasked);
    }
    expect((await read()).informationRecords).toEqual([]);
    expect(store.held.reads).toBe(0);
  });
});

describe('given an assessment that passes no gate, and an agency that has asked', () => {
  beforeEach(async () => {
    await given(['HT-SEX-001']);
    await store.information.mark(caseId, ['ON-KINGSTON']);
  });

  test('when those are listed, then it is there, with the agency', async () => {
    const { body } = await get('GET /v1/assessments', { query: { informed: 'true' } });
    expect(body.assessments).toMatchObject([{ caseId, informedBy: ['ON-KINGSTON'] }]);
  });

  test('when it is a case by now, then it is not there', async () => {
    const assessment = stored.assessments.get(caseId);
    if (assessment) stored.assessments.set(caseId, { ...assessment, outcome: 'review' });
    const { body } = await get('GET /v1/assessments', { query: { informed: 'true' } });
    expect(body.assessments).toEqual([]);
  });
});
