import { beforeEach, describe, expect, test } from 'vitest';
import {
  caseInformationSchema,
  casePossibleMatchesSchema,
  caseViewSchema,
} from '../../lib/cases/api.ts';
import { assess } from '../../lib/cases/assess.ts';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { nextCase } from '../../lib/cases/next-case.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import type {
  PossibleDecision,
  PossibleMatch,
} from '../../lib/information-records/possible-match.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
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
  await store.information.watchFor(record, { keys: [phone] });
  ports = {
    ...toldReads().ports,
    assembly: memoryAssembly().assembly,
    ...store,
    routingTables: routingFile('rules'),
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
      { record, met: [{ subject: subject('a'), by: [{ pointer: '/phones/0', key: phone }] }] },
    ]);
  });

  describe('and very many records', () => {
    const place = (at: number) => `record-${String(at).padStart(16, '0')}`;
    beforeEach(async () => {
      for (let at = 1; at <= 34; at += 1) {
        const one = { ...record, recordId: place(at), narrative: '水'.repeat(20_000) };
        await store.information.file(one);
        await store.information.watchFor(one, { keys: [phone] });
      }
    });

    test('when an analyst reads it, then the newest and how many more, in an answer that can be sent', async () => {
      const { informationRecords, moreInformation } = await read();
      expect(informationRecords.map((one) => one.record.recordId)).toEqual(
        Array.from({ length: 10 }, (_, at) => place(34 - at)),
      );
      expect(moreInformation).toEqual({ informationRecords: 25, possibleMatches: 0 });
    });

    test('when she pages through all of them, then each once, the newest first, and each page can be sent', async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: '50', ...(cursor && { cursor }) };
        const route = 'GET /v1/cases/{caseId}/information-records';
        const { body } = await get(route, { path: { caseId }, query });
        const page = caseInformationSchema.parse(body);
        expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(2_000_000);
        seen.push(...page.informationRecords.map((one) => one.record.recordId));
        expect(page.more).toBe(35 - seen.length);
        cursor = page.next;
      } while (cursor !== undefined);
      const all = Array.from({ length: 34 }, (_, at) => place(34 - at));
      expect(seen).toEqual([...all, record.recordId]);
    });

    test('when their names are alike, then the case tells the first of those, and the others stand on pages', async () => {
      for (let at = 1; at <= 34; at += 1) {
        const when = `2026-06-01T12:00:${String(at).padStart(2, '0')}.000Z`;
        await store.possible.replace({
          ...{ subject: subject('a'), agency: 'ON-KINGSTON', recordId: place(at) },
          ...{ version: 1, foundAt: when, caseId, holds: true, inWork: at % 2 === 0 },
          ...{ by: [{ pointer: '/persons/0', agrees: ['name'] }], decisions: [] },
        });
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: '20', ...(cursor && { cursor }) };
        const route = 'GET /v1/cases/{caseId}/possible-matches';
        const { body } = await get(route, { path: { caseId }, query });
        const page = casePossibleMatchesSchema.parse(body);
        seen.push(...page.possibleMatches.map((one) => one.record.recordId));
        cursor = page.next;
      } while (cursor !== undefined);
      const half = Array.from({ length: 17 }, (_, at) => 2 * (at + 1));
      expect(seen).toEqual([...half.map(place), ...half.map((at) => place(at - 1))]);
      const { possibleMatches, moreInformation } = await read();
      expect(possibleMatches.map((one) => one.record.recordId)).toEqual(seen.slice(0, 10));
      expect(moreInformation.possibleMatches).toBe(24);
    });

    test.each(['information-records', 'possible-matches'])(
      'when the %s of no case are asked for, or by no cursor of theirs, then 404 and 400',
      async (list) => {
        const route = `GET /v1/cases/{caseId}/${list}`;
        expect((await get(route, { path: { caseId: 'nonsense' } })).statusCode).toBe(404);
        const query = { cursor: 'nonsense' };
        expect((await get(route, { path: { caseId }, query })).statusCode).toBe(400);
      },
    );
  });

  describe('and a name that is like one in a record', () => {
    const found: PossibleMatch = {
      ...{ subject: subject('a'), agency: 'ON-KINGSTON', recordId: record.recordId },
      ...{
        version: 1,
        foundAt: '2026-06-01T12:00:00.000Z',
        caseId,
        holds: true,
        inWork: true,
        decisions: [],
      },
      by: [{ pointer: '/persons/0', agrees: ['name'] }],
    };
    const decision: PossibleDecision = {
      ...{ sequence: 1, verdict: 'confirm', reason: 'Seen.', actor: 'ana' },
      ...{ at: '2026-06-02T12:00:00.000Z', by: found.by, requestKey: 'k1' },
    };

    test('when an analyst reads it, then it is told as possible, and meets nothing', async () => {
      await store.possible.replace(found);
      const { informationRecords, possibleMatches } = await read();
      expect(possibleMatches).toEqual([{ record, match: found }]);
      expect(informationRecords[0]?.met).not.toMatchObject([{ confirmed: {} }]);
    });

    test('when somebody confirmed it, then that is why the record meets her', async () => {
      await store.possible.replace({ ...found, decisions: [decision] });
      const [met] = (await read()).informationRecords;
      expect(met?.met).toMatchObject([{ subject: subject('a'), confirmed: decision }]);
    });

    test('when the agency took the record back, or the names are alike no more, then it is not told', async () => {
      await store.possible.replace({ ...found, holds: false });
      expect((await read()).possibleMatches).toEqual([]);
      await store.possible.replace({ ...found, version: 2 });
      expect((await read()).possibleMatches).toHaveLength(1);
      const withdrawn = { at: found.foundAt, by: 'officer', reason: 'The wrong number.' };
      await store.information.withdraw({ ...record, withdrawn });
      expect((await read()).possibleMatches).toEqual([]);
    });
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
