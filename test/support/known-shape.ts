import { type Assessment, caseIdOf } from '../../lib/cases/assessment.ts';
import type { ReportOnFile } from '../../lib/disclosures/evidence.ts';
import type { DisclosurePackage } from '../../lib/disclosures/package.ts';
import type { PlannedDisclosure } from '../../lib/disclosures/planned-disclosure.ts';
import { digest } from '../../lib/identifiers.ts';
import type { FiledReport, Party, Transaction } from '../../lib/reports/report.ts';
import { build, toronto } from './build-test-package.ts';
import { alex, entity, matchOn, report, robin, subjectKeyOf } from './disclosure-case.ts';

/*
 * A case of the size and shape that one sent to a police service has: two subjects and a possible victim,
 * some 80 reports, some 260 transactions over four months, most at night, from
 * payers, in cash, to adverts, hotels, transport, abroad, some only attempted, some in other currencies.
 * Everything follows from numbers: the same size is the same case, always.
 */

const sam: Party = {
  ref: 'p3',
  kind: 'person',
  role: 'subject',
  surname: 'PLACEHOLDER-DUBOIS',
  given: 'Sam Éloïse',
  alias: 'Bambi',
  birthDate: '1994-07-19',
  clientNumber: 'C-70412',
  phone: '514-555-0187',
  occupation: 'hairdresser',
  address: { building: '4410', street: 'Exemple Rue', city: 'Montréal', province: 'QC' },
};
const business = (ref: string, name: string): Party => ({
  ref,
  kind: 'entity',
  role: 'merchant',
  name,
});
const businesses = [
  business('m1', 'ADSITE LTD'),
  business('m2', 'SAMPLE MOTOR INN'),
  business('m3', 'EXAMPLE AIRPORT CARS'),
  business('m4', 'PHARMACIE EXEMPLE INC'),
  business('m5', 'SHORT STAYS EXAMPLE'),
];
const abroad: Party = {
  ref: 'f1',
  kind: 'person',
  role: 'unknown',
  surname: 'ПРИМЕРОВ',
  given: 'Иван',
  birthDate: '1979-03-02',
  address: { city: 'Kyiv', country: 'UA' },
};
const cities = [
  ['Toronto', 'ON'],
  ['Kingston', 'ON'],
  ['Montréal', 'QC'],
  ['Mississauga', 'ON'],
  ['Windsor', 'ON'],
] as const;
const hours = [23, 0, 1, 2, 22, 3, 13, 23, 4, 18, 1];

function at(index: number, all: number): string {
  const day = Math.floor((index / all) * 120);
  const date = new Date(Date.UTC(2026, 5, 1 + day)).toISOString().slice(0, 10);
  const two = (number: number) => String(number).padStart(2, '0');
  const hour = hours[(index * 7) % hours.length] ?? 0;
  return `${date}T${two(hour)}:${two((index * 13) % 60)}:${two((index * 29) % 60)}-04:00`;
}

const money = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

function transaction(index: number, all: number): Transaction {
  const [city, province] = cities[index % cities.length] ?? cities[0];
  const amount = money(4000 + ((index * 7919) % 92_000));
  const account = index % 3 === 0 ? 'a2' : 'a1';
  const holder = account === 'a1' ? 'p1' : 'p3';
  const base = {
    ref: `TX-${String(100_000 + index)}`,
    attempted: index % 41 === 40,
    at: at(index, all),
    context: { city, province, memo: 'never to leave' },
  };
  switch (index % 6) {
    case 0:
    case 1:
      return {
        ...base,
        location: `BR000${10 + (index % 7)}`,
        method: 'abm',
        start: [
          {
            direction: 'in',
            kind: 'cash',
            amount,
            currency: 'CAD',
            conductors: [{ party: 'p2', onBehalfOf: [{ party: holder, relationship: 'other' }] }],
          },
        ],
        ...(!base.attempted && {
          complete: [
            {
              disposition: 'deposit',
              amount,
              currency: 'CAD',
              account,
              beneficiaries: [{ party: holder }],
            },
          ],
        }),
      };
    case 2:
      return {
        ...base,
        method: 'online',
        start: [
          {
            direction: 'in',
            kind: 'emt',
            amount,
            currency: 'CAD',
            conductors: [{ party: `x${index % 40}`, email: `payer${index % 40}@example.com` }],
          },
        ],
        complete: [
          {
            disposition: 'deposit',
            amount,
            currency: 'CAD',
            account,
            beneficiaries: [{ party: holder }],
          },
        ],
      };
    case 3:
      return {
        ...base,
        method: 'online',
        start: [
          {
            direction: 'out',
            kind: 'funds_withdrawal',
            amount,
            currency: 'CAD',
            account,
            conductors: [{ party: holder, device: 'mobile' }],
          },
        ],
        complete: [
          {
            disposition: 'services',
            amount,
            currency: 'CAD',
            beneficiaries: [{ party: `m${1 + (index % 5)}` }],
          },
        ],
      };
    case 4:
      return {
        ...base,
        method: 'in_person',
        location: 'BR00044',
        start: [
          {
            direction: 'out',
            kind: 'funds_withdrawal',
            amount,
            currency: 'CAD',
            account,
            conductors: [{ party: holder }],
          },
        ],
        complete: [{ disposition: 'cash_withdrawal', amount, currency: 'CAD' }],
      };
    default:
      return {
        ...base,
        method: 'online',
        purpose: index % 4 === 1 ? 'family support' : undefined,
        start: [
          {
            direction: 'out',
            kind: 'funds_withdrawal',
            amount,
            currency: 'CAD',
            account,
            exchangeRate: '0.7312',
            conductors: [{ party: holder, device: 'computer' }],
          },
        ],
        complete: [
          {
            disposition: 'outgoing_international',
            amount: money(Math.round((4000 + ((index * 7919) % 92_000)) * 0.7312)),
            currency: 'USD',
            valueInCanadianDollars: amount,
            beneficiaries: [{ party: 'f1' }],
          },
        ],
      } as Transaction;
  }
}

const narrative = (index: number) =>
  index % 3 === 2
    ? `Le compte ${index} reçoit, la nuit, des dépôts en espèces faits par une personne pour le compte d’une autre. Les sommes partent dans les heures qui suivent vers des annonces, des hôtels et du transport. La cliente est accompagnée; elle ne parle pas pour elle-même. Les explications données varient d’une visite à l’autre et ne correspondent pas à la profession déclarée.`
    : `Account activity of the period is not in line with what the client declared. Cash is deposited at night by Robin SAMPLE for others, in amounts that vary little, and leaves within hours for adverts, short stays and transport. E-mail transfers arrive from many people who send once or twice. The client was accompanied in the branch and did not speak for herself. (report ${index})`;

function reportOf(index: number, transactions: readonly Transaction[]): ReportOnFile {
  const reference = `REF-${String(index).padStart(4, '0')}`;
  const payers = Array.from(
    { length: 40 },
    (_, payer): Party => ({
      ref: `x${payer}`,
      kind: 'person',
      role: 'unknown',
      alias: `payer${payer}`,
    }),
  );
  const used = JSON.stringify(transactions);
  const parties = [alex, robin, sam, abroad, ...businesses, ...payers].filter(
    ({ ref, role }) => role === 'subject' || used.includes(`"party":"${ref}"`),
  );
  const filed: FiledReport = {
    ...report,
    reference,
    reportingEntityNumber: Number(entity),
    sector: index % 4 === 3 ? 'credit_union_central' : 'bank',
    suspicion: {
      type: 'ML',
      projects: ['PROTECT'],
      narrative: narrative(index),
      narrativeLanguage: index % 3 === 2 ? 'fr' : 'en',
    },
    parties,
    accounts: [
      {
        ref: 'a1',
        fi: '999',
        branch: '00012',
        number: '5550001',
        type: 'personal',
        currency: 'CAD',
        opened: '2025-08-03',
        holders: ['p1'],
      },
      {
        ref: 'a2',
        fi: '998',
        branch: '00417',
        number: '7710022',
        type: 'personal',
        currency: 'CAD',
        opened: '2024-02-19',
        holders: ['p3'],
      },
    ],
    transactions: [...transactions],
    supporting: undefined,
  } as FiledReport;
  const text = JSON.stringify(filed);
  return { key: { entity, reference }, filedOn: '2026-10-20', digest: digest(text), report: filed };
}

/** A package of that shape. */
export function knownShape(
  { reports, transactions }: { reports: number; transactions: number },
  planned: PlannedDisclosure = toronto,
): DisclosurePackage {
  const all = Array.from({ length: transactions }, (_, index) => transaction(index, transactions));
  const filed = Array.from({ length: reports }, (_, index) =>
    reportOf(
      index,
      all.filter((_, place) => Math.floor((place / transactions) * reports) === index),
    ),
  );
  const [alexKey, robinKey, samKey] = [alex, robin, sam].map(subjectKeyOf) as [
    string,
    string,
    string,
  ];
  const evidence = filed.flatMap(({ key, report: { transactions: theirs } }) =>
    theirs.map(({ ref }) => ({ ...key, transaction: ref, leg: 0 })),
  );
  const assessment: Assessment = {
    caseId: caseIdOf([alexKey, robinKey, samKey]),
    rulebook: 1,
    asOf: '2026-10-01T01:05:03-05:00',
    subjects: [
      {
        subject: alexKey,
        ledgerVersion: 3,
        role: 'controller-like',
        reasons: [{ en: 'Money of others ends here.', fr: 'L’argent d’autrui aboutit ici.' }],
      },
      { subject: robinKey, ledgerVersion: 2, role: 'unknown', reasons: [] },
      { subject: samKey, ledgerVersion: 2, role: 'controller-like', reasons: [] },
    ],
    links: [
      {
        a: robinKey,
        b: alexKey,
        reason: 'transfers',
        transfers: { count: 58, totalCadMinor: 2_812_000 },
      },
      {
        a: robinKey,
        b: samKey,
        reason: 'transfers',
        transfers: { count: 29, totalCadMinor: 1_406_000 },
      },
      { a: alexKey, b: samKey, reason: 'shared-phone' },
    ],
    matches: [
      { ...matchOn(alexKey, []), evidence: evidence.filter((_, index) => index % 3 !== 0) },
      { ...matchOn(samKey, []), evidence: evidence.filter((_, index) => index % 3 === 0) },
    ],
    notEvaluable: [],
    explanations: [],
    typologies: [],
    outcome: 'review',
    typology: 'sexual-exploitation',
  };
  return build(planned, filed, assessment);
}
