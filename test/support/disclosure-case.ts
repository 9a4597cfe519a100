import type { Assessment } from '../../lib/cases/assessment.ts';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import type { ReportOnFile } from '../../lib/disclosures/evidence.ts';
import { digest, type LedgerKey } from '../../lib/identifiers.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Match } from '../../lib/indicators/match.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { accountKey } from '../../lib/ledger/recognition-keys.ts';
import { resolveSubject } from '../../lib/ledger/resolve-subject.ts';
import type { FiledReport, Party, Person, Transaction } from '../../lib/reports/report.ts';

/*
 * A small, complete case: Alex collects what Robin deposits and what payers send, and pays for
 * adverts. A bystander shares the report and plays no part.
 */

export const entity = '1234567';
export const reference = 'NB-STR-1';

export const alex: Person = {
  ref: 'p1',
  kind: 'person',
  role: 'subject',
  surname: 'EXAMPLE',
  given: 'Alex',
  birthDate: '1996-02-11',
  clientNumber: 'C-88120',
  phone: '416-555-0142',
  address: { building: '12', street: 'Sample St', city: 'Toronto', province: 'ON' },
  ids: [{ type: 'drivers_licence', number: 'E0000-60211', country: 'CA', province: 'ON' }],
};
export const robin: Person = {
  ref: 'p2',
  kind: 'person',
  role: 'possible_victim',
  surname: 'SAMPLE',
  given: 'Robin',
  birthDate: '2001-05-30',
  clientNumber: 'C-90001',
};
export const payer: Party = { ref: 'x1', kind: 'person', role: 'unknown', alias: 'payer07' };
export const adSite: Party = { ref: 'm1', kind: 'entity', role: 'merchant', name: 'ADSITE LTD' };
export const bystander: Person = {
  ref: 'b1',
  kind: 'person',
  role: 'unknown',
  surname: 'BYSTANDER',
  given: 'Kim',
  birthDate: '1980-01-01',
};

export const subjectKeyOf = (party: Party): LedgerKey => {
  const key = resolveSubject(party, { entity, held: [] });
  if (!key) throw new Error(`${party.ref} is no subject`);
  return key;
};

const cash = (ref: string, at: string, city: string): Transaction => ({
  ref,
  location: 'BR00012',
  attempted: false,
  at,
  method: 'abm',
  start: [
    {
      direction: 'in',
      kind: 'cash',
      amount: '640.00',
      currency: 'CAD',
      conductors: [{ party: 'p2', onBehalfOf: [{ party: 'p1', relationship: 'other' }] }],
    },
  ],
  complete: [
    {
      disposition: 'deposit',
      amount: '640.00',
      currency: 'CAD',
      account: 'a1',
      accountStatus: 'active',
      beneficiaries: [{ party: 'p1' }],
    },
  ],
  context: { city, province: 'ON', memo: 'never to leave' },
});

export const transactions: Transaction[] = [
  cash('T-1', '2026-11-06T23:41:10-05:00', 'Kingston'),
  cash('T-2', '2026-11-07T23:50:00-05:00', 'Kingston'),
  {
    ref: 'T-3',
    attempted: false,
    at: '2026-11-08T00:12:45-05:00',
    method: 'online',
    start: [
      {
        direction: 'in',
        kind: 'emt',
        amount: '250.00',
        currency: 'CAD',
        conductors: [{ party: 'x1', email: 'payer07@example.com' }],
      },
    ],
    complete: [
      {
        disposition: 'deposit',
        amount: '250.00',
        currency: 'CAD',
        account: 'a1',
        beneficiaries: [{ party: 'p1', email: 'alex@example.com' }],
      },
    ],
    context: { memo: 'for tonight', recipientAsTyped: 'alex@example.com (Bambi)' },
  },
  {
    ref: 'T-4',
    attempted: false,
    at: '2026-11-08T01:05:03-05:00',
    method: 'online',
    purpose: 'Classified advert',
    start: [
      {
        direction: 'out',
        kind: 'funds_withdrawal',
        amount: '12.00',
        currency: 'CAD',
        account: 'a1',
        conductors: [
          {
            party: 'p1',
            device: 'mobile',
            deviceId: 'd-77',
            ip: '203.0.113.9',
            sessionAt: '2026-11-08T01:04:10-05:00',
          },
        ],
      },
    ],
    complete: [
      {
        disposition: 'services',
        amount: '12.00',
        currency: 'CAD',
        beneficiaries: [{ party: 'm1' }],
      },
    ],
    context: { mcc: '7311', merchant: 'ADSITE' },
  },
];

export const report: FiledReport = {
  reportType: 'STR',
  action: 'submit',
  reference,
  reportingEntityNumber: Number(entity),
  contactId: 42,
  sector: 'bank',
  suspicion: {
    type: 'ML',
    projects: ['PROTECT'],
    indicators: ['HT-SEX-001'],
    narrative: 'Robin SAMPLE deposits cash at night for Alex EXAMPLE.',
    narrativeLanguage: 'en',
  },
  actionTaken: 'Enhanced monitoring.',
  parties: [alex, robin, payer, adSite, bystander],
  accounts: [
    {
      ref: 'a1',
      fi: '999',
      branch: '00012',
      number: '5550001',
      type: 'personal',
      currency: 'CAD',
      opened: '2026-08-03',
      holders: ['p1'],
    },
  ],
  transactions,
  supporting: {
    staffObservations: [
      {
        at: '2026-11-06T15:00:00-05:00',
        party: 'p2',
        code: 'OBS-ESCORTED',
        staffId: 'teller-9',
        text: 'looked afraid',
      },
    ],
    sessions: [
      {
        at: '2026-11-06T15:00:00-05:00',
        party: 'p1',
        channel: 'online',
        device: 'd-77',
        ip: '203.0.113.9',
        outcome: 'success',
      },
    ],
  },
};

export const onFile: ReportOnFile = {
  key: { entity, reference },
  filedOn: '2026-11-20',
  digest: digest(JSON.stringify(report)),
  report,
};

export const alexAccount = accountKey({ fi: '999', branch: '00012', number: '5550001' });

export const nightCash: Indicator = {
  id: 'HT-SEX-001',
  version: 1,
  family: 'CASH',
  strength: 3,
  typologies: ['sexual-exploitation'],
  suppressedBy: [],
  shownBy: 'any',
  status: 'seen',
  tier: 'A',
  title: { en: 'Night-time cash', fr: 'Espèces la nuit' },
  means: { en: 'Cash moves at night, repeatedly.', fr: 'Des espèces circulent la nuit.' },
  sentence: { en: 'Cash moved {n} times.', fr: 'Des espèces ont circulé {n} fois.' },
  sources: [{ document: 'FINTRAC-2016-OA003', item: 'P1' }],
  measures: { n: { count: { kind: 'cash' }, over: '30d' } },
  conditions: { all: [{ fact: 'n', operator: 'greaterThanInclusive', value: 4 }] },
};

export const rulebook: Rulebook = {
  number: 1,
  indicators: [nightCash],
  suppressors: [],
  typologies: [
    {
      id: 'sexual-exploitation',
      version: 1,
      title: { en: 'Sexual exploitation', fr: 'Exploitation sexuelle' },
      project: 'PROTECT',
      measures: { score: { score: true } },
      gates: [
        {
          outcome: 'review',
          reason: { en: 'Enough', fr: 'Assez' },
          conditions: { all: [{ fact: 'score', operator: 'greaterThanInclusive', value: 12 }] },
        },
      ],
      caps: [],
    },
  ],
  scoring: {
    version: 1,
    source: 'test',
    points: [1, 2, 4, 6, 9],
    secondBest: 0.5,
    decay: { afterDays: 90, factor: 0.5 },
    classes: { E: [], M: [], C: [], alsoE: [], onlyEWith: [], neverE: [] },
    neverSuppressed: [],
    ignoreSuppressorsFromE: 2,
  },
  lists: {
    merchantGroups: { LODGING: ['3501-3999', '7011'] },
    merchants: {},
    keywords: {},
    countries: {},
    gazetteer: { version: 1, source: 'test', places: [], largeAreas: [] },
    placeLists: {},
    serviceAreas: { reviewedOn: '2026-01-01', source: 'test', providers: [] },
    minimumWages: { reviewedOn: '2026-01-01', source: 'test', wages: [] },
    peers: { reviewedOn: '2026-01-01', source: 'test', statistics: {}, monthlyMedians: {} },
    factCodes: {},
  },
};

/** A match that rests on these transactions of the report. */
export const matchOn = (subject: LedgerKey, refs: readonly string[]): Match => ({
  matchId: `match-${digest(JSON.stringify([subject, refs])).slice(0, 16)}`,
  subject,
  indicator: 'HT-SEX-001',
  version: 1,
  family: 'CASH',
  strength: 3,
  typologies: ['sexual-exploitation'],
  from: '2026-11-06T23:41:10-05:00',
  until: '2026-11-08T01:05:03-05:00',
  values: { n: refs.length },
  sentence: {
    en: `Cash moved ${refs.length} times.`,
    fr: `Des espèces ont circulé ${refs.length} fois.`,
  },
  evidence: refs.map((transaction) => ({ entity, reference, transaction, leg: 0 })),
});

const alexKey = subjectKeyOf(alex);
const robinKey = subjectKeyOf(robin);

export const assessment: Assessment = {
  caseId: caseIdOf([alexKey, robinKey]),
  rulebook: 1,
  asOf: '2026-11-08T01:05:03-05:00',
  subjects: [
    {
      subject: alexKey,
      ledgerVersion: 3,
      role: 'controller-like',
      reasons: [{ en: 'Money of others ends here.', fr: 'L’argent d’autrui aboutit ici.' }],
    },
    { subject: robinKey, ledgerVersion: 2, role: 'unknown', reasons: [] },
  ],
  links: [
    {
      a: robinKey,
      b: alexKey,
      reason: 'transfers',
      transfers: { count: 2, totalCadMinor: 128000 },
    },
  ],
  matches: [matchOn(alexKey, ['T-1', 'T-2', 'T-3', 'T-4'])],
  notEvaluable: [],
  explanations: [],
  typologies: [
    {
      typology: 'sexual-exploitation',
      score: 21.75,
      families: [],
      outcome: 'review',
      reasons: [],
      suppressorsIgnored: false,
    },
  ],
  outcome: 'review',
  typology: 'sexual-exploitation',
};
