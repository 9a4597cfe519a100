import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCase } from '../../test/support/decision-ports.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { ledgersOf, newestReports } from '../../test/support/sample-ledgers.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { assembleCase } from '../cases/assemble-case.ts';
import type { Assessment } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import { isLive } from '../cases/next-case.ts';
import { type LedgerKey, ledgerKey, type RecipientId } from '../identifiers.ts';
import { judgeSubject } from '../indicators/judge-subject.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { emptyLedger, type Ledger } from '../ledger/ledger.ts';
import { planProposed } from './planned-disclosure.ts';
import { isFor, proposedRecipients } from './proposed-recipients.ts';
import { readEvidence } from './read-evidence.ts';
import { route } from './route.ts';
import { routeQuestion } from './route-question.ts';
import { routingFile } from './routing-file.ts';

const day = '2026-11-21';
const table = await routingFile('rules').active();
const routing = { table, day };
const kingston = { facts: [{ province: 'ON', city: 'Kingston', count: 3 }], homes: [] };

describe('given a case whose facts happened in Kingston', () => {
  const waiting: Case = { ...openCase, whereabouts: kingston };
  const claimed = { claimedBy: 'ann', openedAt: '2026-11-21T10:00:00Z' };

  test('then it is for the police of Kingston, and for nobody else', () => {
    expect(proposedRecipients(waiting, routing)).toEqual(['ON-KINGSTON']);
    expect(isFor(waiting, 'ON-KINGSTON', routing)).toBe(true);
    expect(isFor(waiting, 'ON-TPS', routing)).toBe(false);
  });

  test('when an agency has asked about somebody in it, then it is for that agency', () => {
    const asked: Case = { ...waiting, informedBy: ['ON-TPS'] };
    expect(proposedRecipients(asked, routing)).toEqual(['ON-TPS']);
  });

  test('when somebody holds it, then it still is', () => {
    const held: Case = { ...waiting, ...claimed, status: 'claimed' };
    expect(isFor(held, 'ON-KINGSTON', routing)).toBe(true);
  });

  test('when it was submitted for somebody else, then it is for that one alone', () => {
    const submitted: Case = {
      ...{ ...waiting, ...claimed, status: 'submitted', author: 'ann' },
      ...{ groundsReachedAt: claimed.openedAt, submittedDigest: 'd' },
      ...{ disclosures: ['disclosure-0123456789abcdef'], recipients: ['ON-TPS'] },
    };
    expect(isFor(submitted, 'ON-TPS', routing)).toBe(true);
    expect(isFor(submitted, 'ON-KINGSTON', routing)).toBe(false);
    expect(proposedRecipients(submitted, routing)).toEqual([]);
  });
});

test('given a case of which no place is known, then it is for whoever covers the homes', () => {
  const homes = { facts: [], homes: ['QC'] };
  expect(proposedRecipients({ ...openCase, whereabouts: homes }, routing)).toEqual(['QC-SQ']);
  expect(proposedRecipients(openCase, routing)).toEqual([table.country]);
});

test('for any facts, counted by place they are routed as they are one by one', () => {
  const place = fc.constantFrom(
    ...(['Kingston', 'Toronto', 'Ottawa'] as const).map((city) => ({ province: 'ON', city })),
    { province: 'QC', city: 'Montréal' },
    { province: 'BC', city: 'Vancouver' },
    { province: 'NY', city: 'Buffalo' },
  );
  fc.assert(
    fc.property(fc.array(place, { maxLength: 30 }), (places) => {
      const question = {
        ...{ typology: openCase.typology, informedBy: [], homeProvinces: [], day },
        ...{ crossBorder: false, places: places.map((one) => ({ kind: 'cash' as const, ...one })) },
      };
      const singly = route(table, question).filter(({ proposed }) => proposed);
      const counted = [...Map.groupBy(places, ({ city }) => city).values()].map((same) => ({
        ...{ province: same[0]?.province ?? '', city: same[0]?.city ?? '', count: same.length },
      }));
      const whereabouts = { facts: counted, homes: [] };
      expect(proposedRecipients({ ...openCase, whereabouts }, routing)).toEqual(
        singly.map(({ recipient }) => recipient.id),
      );
    }),
  );
});

describe('given the sample batches and the cases that were planted in them', () => {
  type Client = { entity: string; clientNumber: string };
  type Planted = { name: string; outcome: string; clients: [Client, ...Client[]] };
  const planted: Planted[] = JSON.parse(readFileSync('events/batches/planted.json', 'utf8'));
  const stories = planted.filter(({ outcome }) => outcome === 'case');
  const reports = newestReports();
  const ledgers: ReadonlyMap<LedgerKey, Ledger> = ledgersOf(reports);
  const { held, assembly } = memoryAssembly();
  const getMany = async (keys: readonly LedgerKey[]) =>
    new Map(keys.map((key) => [key, ledgers.get(key) ?? emptyLedger(key)]));
  let rulebook: Rulebook;

  beforeAll(async () => {
    rulebook = await theRulebook();
    const ports = {
      ledgers: { getMany },
      evaluations: {
        async getMany(keys: readonly LedgerKey[]) {
          const own = [...(await getMany(keys))];
          return new Map(own.map(([key, ledger]) => [key, judgeSubject(rulebook, ledger)]));
        },
      },
      assembly,
      rulebooks: { active: async () => rulebook },
      announce: async () => {},
      now: () => `${day}T12:00:00.000Z`,
      pause: async () => {},
    };
    for (const { clients } of stories) {
      const [{ entity, clientNumber }] = clients;
      await assembleCase(ports, ledgerKey('party', 'client', entity, clientNumber));
    }
  }, 120_000);

  /** What a submission would propose, from the reports in full. */
  async function atSubmission(theCase: Case, assessment: Assessment): Promise<RecipientId[]> {
    const read = async (keys: readonly { entity: string; reference: string }[]) =>
      keys.flatMap(({ entity, reference }) => {
        const report = reports.find(
          (one) => one.reference === reference && String(one.reportingEntityNumber) === entity,
        );
        return report ? [{ key: { entity, reference }, filedOn: day, digest: '', report }] : [];
      });
    const { evidence } = await readEvidence(
      { reports: { read }, ledgers: { getMany } },
      assessment,
    );
    const { typology } = theCase;
    const question = routeQuestion({ assessment, evidence, rulebook }, { typology, day });
    return planProposed(route(table, question)).map(({ recipient }) => recipient.id);
  }

  test('then each is for those whom its submission will propose', async () => {
    const live = [...held.cases.values()].filter(isLive);
    expect(live.length).toBe(stories.length);
    for (const theCase of live) {
      const assessment = held.assessments.get(theCase.caseId)?.assessment;
      if (!assessment) throw new Error('not assessed');
      expect(proposedRecipients(theCase, routing)).toEqual(await atSubmission(theCase, assessment));
    }
    expect(new Set(live.flatMap((one) => proposedRecipients(one, routing))).size).toBeGreaterThan(
      1,
    );
  });
});
