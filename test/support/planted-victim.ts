import fc from 'fast-check';
import type { ReportOnFile } from '../../lib/disclosures/evidence.ts';
import type { FiledReport, Person, Transaction } from '../../lib/reports/report.ts';
import { adSite, alex, onFile, payer, report, robin } from './disclosure-case.ts';

/** What is of a possible victim alone, in every place that a package has for it. */
export const hers = {
  surname: 'ZYLKOWSKA',
  phone: '613-555-0177',
  email: 'zyl@example.com',
  username: 'zyl_77',
  clientNumber: 'C-90001',
  document: 'PX-4410021',
  account: '7770042',
  source: '8880043',
  wallet: 'bc1qzyl0000victim',
  chain: 'f00dzyl0001',
  told: 'ZYLKOWSKA walked out.',
};

const victim: Person = {
  ...robin,
  surname: hers.surname,
  phone: hers.phone,
  email: hers.email,
  clientNumber: hers.clientNumber,
  ids: [{ type: 'passport', number: hers.document, country: 'CA' }],
};
const somebody: Person = { ref: 'z1', kind: 'person', role: 'unknown', given: 'Sam' };

/** Somebody else in the report, who has one of her details. */
const sharing: Record<string, Partial<Person>> = {
  name: { given: robin.given, surname: hers.surname },
  telephone: { surname: 'Other', phone: `+1 (613) 555 0177` },
  mail: { surname: 'Other', email: hers.email },
  client: { surname: 'Other', clientNumber: 'C 90001' },
  document: { surname: 'Other', ids: [{ type: 'other', number: 'PX4410021', country: 'CA' }] },
};

type Start = Transaction['start'][number];
type Completion = NonNullable<Transaction['complete']>[number];
type Part = { start?: Partial<Start>; complete?: Partial<Completion> };

/** The ways to play a part in a transaction. */
const parts: Record<string, (ref: string) => Part> = {
  conductor: (ref) => ({ start: { conductors: [{ party: ref, username: hers.username }] } }),
  'on behalf': (ref) => ({
    start: { conductors: [{ party: 'p1', onBehalfOf: [{ party: ref }] }] },
  }),
  source: (ref) => ({ start: { sources: [{ party: ref, number: hers.source }] } }),
  holder: () => ({ start: { account: 'v1' } }),
  beneficiary: (ref) => ({ complete: { beneficiaries: [{ party: ref }] } }),
  involved: (ref) => ({ complete: { involved: [{ party: ref }] } }),
};

const wallets = {
  sendingAddresses: [hers.wallet],
  receivingAddresses: [hers.wallet],
  virtualCurrencyTransactions: [hers.chain],
};

/** The report of `disclosure-case.ts` in which she, or somebody alike, plays one part of one kind. */
export function victimInPart(part: string, shared?: string): ReportOnFile {
  const ref = shared ? somebody.ref : victim.ref;
  const { start, complete } = parts[part]?.(ref) ?? {};
  const planted: FiledReport = {
    ...report,
    parties: [alex, victim, payer, adSite, { ...somebody, ...(shared && sharing[shared]) }],
    accounts: [
      ...(report.accounts ?? []),
      {
        ref: 'v1',
        fi: '999',
        branch: '00012',
        number: hers.account,
        type: 'personal',
        currency: 'CAD',
        holders: [ref],
      },
    ],
    transactions: report.transactions.map((transaction, index) => {
      if (index !== 1) return transaction;
      const [firstStart] = transaction.start;
      const [firstEnd] = transaction.complete ?? [];
      if (!firstStart || !firstEnd) return transaction;
      return {
        ...transaction,
        attempted: true,
        reasonNotCompleted: hers.told,
        start: [{ ...firstStart, conductors: [{ party: 'p1' }], ...wallets, ...start }],
        complete: [{ ...firstEnd, ...wallets, ...complete }],
      };
    }),
  };
  return { ...onFile, report: planted };
}

export const plantedVictims = fc
  .record({
    part: fc.constantFrom(...Object.keys(parts)),
    shared: fc.option(fc.constantFrom(...Object.keys(sharing)), { nil: undefined }),
  })
  .map(({ part, shared }) => victimInPart(part, shared));
