import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashDeposit, entity, filedReport } from '../../test/support/reports.ts';
import type { FiledReport } from '../reports/report.ts';
import { contributionSchema } from './contribution.ts';
import { contributionsOfReport } from './contributions-of-report.ts';
import { entryName } from './entry.ts';
import { accountKey, phoneKey } from './recognition-keys.ts';

const context = { entity, revision: '1' };
const contributionsOf = (report: FiledReport) => contributionsOfReport(report, context);
const subjectIn = (report: FiledReport) =>
  [...contributionsOf(report)].find(([key]) => key.startsWith('party:'));

const party = fc.record(
  {
    surname: fc.constantFrom('EXAMPLE', 'SAMPLE'),
    given: fc.constantFrom('Alex', 'Robin'),
    birthDate: fc.constantFrom('1990-01-01', '1991-01-01'),
    clientNumber: fc.constantFrom('C-1', 'C-2'),
    phone: fc.constantFrom('416-555-0100', '416-555-0101'),
    email: fc.constantFrom('a@example.com', 'b@example.com'),
  },
  { requiredKeys: [] },
);

const refs = fc.constantFrom('p0', 'p1', 'p2');
const reports: fc.Arbitrary<FiledReport> = fc
  .record({
    parties: fc.array(party, { minLength: 3, maxLength: 3 }),
    holders: fc.array(fc.uniqueArray(refs, { minLength: 1 }), { minLength: 2, maxLength: 2 }),
    movements: fc.array(
      fc.record({
        from: fc.option(fc.constantFrom('a0', 'a1'), { nil: undefined }),
        into: fc.option(fc.constantFrom('a0', 'a1'), { nil: undefined }),
        by: fc.array(refs, { maxLength: 2 }),
        to: fc.array(refs, { maxLength: 2 }),
        legs: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })),
        kind: fc.constantFrom('cash' as const, 'emt' as const),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ parties, holders, movements }) =>
    filedReport({
      parties: parties.map((fields, i) => ({
        ref: `p${i}`,
        kind: 'person',
        role: 'unknown',
        ...fields,
      })),
      accounts: holders.map((held, i) => ({
        ref: `a${i}`,
        fi: '999',
        branch: '1',
        number: `${i + 100}`,
        type: 'personal',
        currency: 'CAD',
        holders: held,
      })),
      transactions: movements.map(({ from, into, by, to, legs: [starts, completes], kind }, i) => ({
        ...cashDeposit(),
        ref: `T${i}`,
        start: Array.from({ length: starts }, () => ({
          ...(from
            ? { direction: 'out', kind: 'funds_withdrawal', account: from }
            : { direction: 'in', kind }),
          amount: '10.00',
          currency: 'CAD',
          conductors: by.map((ref) => ({ party: ref })),
        })),
        complete: Array.from({ length: completes }, () => ({
          ...(into ? { disposition: 'deposit', account: into } : { disposition: 'outgoing_emt' }),
          amount: '10.00',
          currency: 'CAD',
          beneficiaries: to.map((ref) => ({ party: ref })),
        })),
      })),
    }),
  );

test('for any report, what it contributes fits the schema and is the same every time', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const contributions = contributionsOf(report);
      for (const one of contributions.values()) contributionSchema.parse(one);
      expect(contributionsOf(structuredClone(report))).toEqual(contributions);
    }),
  );
});

test('for any report, no ledger has two entries of one name', () => {
  fc.assert(
    fc.property(reports, (report) => {
      for (const { entries } of contributionsOf(report).values()) {
        expect(new Set(entries.map(entryName)).size).toBe(entries.length);
      }
    }),
  );
});

test('for any report, a subject tells how and since when it uses each of its link keys', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const earliest = report.transactions.map(({ at }) => at).sort()[0] ?? '';
      for (const { keys = [], uses = [] } of contributionsOf(report).values()) {
        const links = uses.filter(({ key }) => !key.startsWith('employer:'));
        expect([...new Set(links.map(({ key }) => key))]).toEqual(keys);
        for (const { since } of uses) expect(since >= earliest).toBe(true);
      }
    }),
  );
});

describe('a subject', () => {
  test('uses its account and its telephone since the first transaction', () => {
    const uses = subjectIn(filedReport())?.[1].uses;
    const since = '2026-11-06T23:41:10-05:00';
    const account = accountKey({ fi: '999', branch: '00012', number: '5550001' });
    expect(uses).toContainEqual({ key: account, as: 'holder', since });
    expect(uses).toContainEqual({ key: phoneKey('416-555-0142'), as: 'contact', since });
  });

  test('has the records about it, and knows which parts were sent', () => {
    const report = filedReport({
      supporting: {
        staffObservations: [
          { at: '2026-11-06T12:00:00-05:00', party: 'p1', code: 'OBS-ESCORTED', staffId: 's' },
        ],
        advertMatches: [],
        adverseMedia: [
          { party: 'p1', on: '2026-01-02', source: 's', topic: 'fraud', confidence: 'low' },
        ],
      },
    });
    expect(subjectIn(report)?.[1].records).toEqual({
      staffObservations: [{ at: '2026-11-06T12:00:00-05:00', code: 'OBS-ESCORTED', value: 's' }],
      advertMatches: [],
      adverseMedia: [{ at: '2026-01-02', code: 'fraud', value: 's', confidence: 'low' }],
    });
  });

  test('has the places of its addresses, but for homes and shelters, as often as they are named', () => {
    const at = (addressClass: 'home' | 'shelter' | 'bunkhouse', city: string) => ({
      ...{ class: addressClass, city, province: 'ON' as const },
    });
    const places = [at('home', 'Toronto'), at('shelter', 'Ottawa'), at('bunkhouse', 'Leamington')];
    const profiles = [
      { party: 'p1', addresses: places },
      { party: 'p1', addresses: [at('bunkhouse', 'Leamington')] },
    ];
    expect(subjectIn(filedReport({ supporting: { profiles } }))?.[1].profile).toEqual({
      addressClasses: ['bunkhouse', 'home', 'shelter'],
      flaggedPlaces: [
        { province: 'ON', city: 'Leamington' },
        { province: 'ON', city: 'Leamington' },
      ],
    });
  });

  test('that two references stand for has each entry once', () => {
    const [only] = filedReport().parties;
    if (!only) throw new Error('no party');
    const twice = filedReport({
      parties: [only, { ...only, ref: 'p2' }],
      accounts: (filedReport().accounts ?? []).map((one) => ({ ...one, holders: ['p1', 'p2'] })),
    });
    expect(subjectIn(twice)?.[1].entries).toHaveLength(1);
  });
});
