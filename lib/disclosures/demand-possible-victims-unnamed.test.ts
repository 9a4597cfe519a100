import { describe, expect, test } from 'vitest';
import { border, build } from '../../test/support/build-test-package.ts';
import { adSite, alex, onFile, payer, report, robin } from '../../test/support/disclosure-case.ts';
import { DomainError } from '../errors.ts';
import type { Person } from '../reports/report.ts';

type Described = Partial<Person>;

/** What becomes of a package whose second test is this text, for a possible victim described so. */
function outcome(described: Described, facts: string): string {
  const parties = [alex, { ...robin, ...described }, payer, adSite];
  const [first] = report.transactions;
  const conductors = [{ party: 'p2', username: 'bambi_77' }];
  const transactions = report.transactions.map((transaction) =>
    transaction === first
      ? { ...transaction, start: transaction.start.map((start) => ({ ...start, conductors })) }
      : transaction,
  );
  try {
    build({ ...border, secondTest: facts }, [
      { ...onFile, report: { ...report, parties, transactions } },
    ]);
    return 'built';
  } catch (failure) {
    return failure instanceof DomainError ? failure.code : String(failure);
  }
}

const liWu = { given: 'Li', surname: 'Wu' };
const maria = { given: 'Ana', otherName: 'de la', surname: 'Oy' };
const ng = { given: undefined, surname: 'Ng' };
const wang = { given: '芳', surname: '王' };
const phone = { phone: '+1 416-555-0199', extension: '12' };
const document: Described = { ids: [{ type: 'passport', number: 'PX-441002', country: 'CA' }] };

test.each<[string, Described, string]>([
  ['a full name of short words', liWu, 'Money left when Li Wu arrived by air.'],
  ['it with the surname first', liWu, 'Money left when WU, Li arrived by air.'],
  ['it without the middle names', maria, 'Money left when Oy Ana arrived by air.'],
  ['a name of one short word', ng, 'Money left when Ng arrived by air.'],
  ['a name without spaces', { given: undefined, surname: '王芳' }, '受害人王芳在那里，明天离开。'],
  ['a name filed in two parts', wang, '受害人王芳在那里，明天离开。'],
  ['a telephone', phone, 'Reached at (416) 555 0199 on arrival.'],
  ['a telephone in one', phone, 'Reached at +14165550199 on arrival.'],
  ['an e-mail address', { email: 'j@x.ca' }, 'Money was sent to J@X.CA from abroad.'],
  ['a user name', {}, 'Money was sent by Bambi_77 from abroad.'],
  ['a user name in parts', {}, 'Money was sent from abroad by bambi 77'],
  ['a client number', { clientNumber: 'C-90001' }, 'Money of client C90001 went abroad.'],
  ['a document', document, 'Money left for the holder of PX 441002.'],
])('given %s of a possible victim in the text, then it is refused', (_, described, facts) => {
  expect(outcome(described, facts)).toBe('possible-victim-named');
});

test.each<[string, Described, string]>([
  ['one short word of a name', liWu, 'A wu shu school and a li of road; wu is a word, li too.'],
  ['its words apart', liWu, 'Li is a length and nobody thinks of Wu.'],
  ['particles of a name', maria, 'Argent de la vente, envoyé à des comptes de la région.'],
  ['one letter', { given: undefined, surname: 'A' }, 'A person left for another country.'],
  ['another telephone', phone, 'Reached at 416-555-0188 on 2026-11-06 at 21:12.'],
  ['a year like a client number', { clientNumber: '2026' }, 'Since 2026 money leaves for abroad.'],
  ['a part of a client number', { clientNumber: 'C-90001' }, 'In all $90,001.00 left.'],
  ['a user name that goes on', {}, 'Money was sent by bambi 770 from abroad.'],
  ['a part of a user name at the end', {}, 'Money was sent from abroad by bambi'],
  ['a part of an address', { email: 'kit@example.com' }, 'See example.com for the adverts.'],
  ['other characters', wang, '王先生与李芳在那里，明天离开。'],
])('given %s in the text, then the package is built', (_, described, facts) => {
  expect(outcome(described, facts)).toBe('built');
});

describe('given somebody who shares with a possible victim what identifies her', () => {
  /** The other name under which a report knows her, as conductor of what she holds. */
  const kim: Person = {
    ...{ ref: 'p9', kind: 'person', role: 'unknown', surname: 'OTHERNAME', given: 'Kim' },
    ...{ phone: '416 555 0199', clientNumber: 'K-77231' },
  };
  const account = { ...report.accounts?.[0], number: '7770042', ref: 'a9', holders: ['p9'] };

  function outcomeFor(told: Partial<Person>, facts: string, sharing: Partial<Person> = kim) {
    const parties = [alex, { ...robin, ...told }, payer, adSite, { ...kim, ...sharing }];
    const transactions = report.transactions.map((transaction) => ({
      ...transaction,
      start: transaction.start.map((start) =>
        start.kind === 'cash'
          ? { ...start, conductors: [{ party: 'p2' }, { party: 'p9' }] }
          : { ...start, account: 'a9' },
      ),
    }));
    const accounts = [...(report.accounts ?? []), account] as typeof report.accounts;
    const filed = { ...report, parties, transactions, accounts };
    try {
      build({ ...border, secondTest: facts }, [{ ...onFile, report: filed }]);
      return 'built';
    } catch (failure) {
      return failure instanceof DomainError ? failure.code : String(failure);
    }
  }

  test.each([
    ['name', 'Kim Othername left the country on the day of the deposit.'],
    ['client number', 'Money of client K 77231 went abroad.'],
    ['account', 'Money of account 7770042 went abroad.'],
  ])('when the text tells the %s of that one, then it is refused', (_, facts) => {
    expect(outcomeFor(phone, facts)).toBe('possible-victim-named');
  });

  test.each([
    ['name', 'Kim Othername left the country on the day of the deposit.'],
    ['account', 'Money of account 7770042 went abroad.'],
  ])('when they share nothing, then the %s may stand there', (_, facts) => {
    expect(outcomeFor(phone, facts, { phone: '416 555 0111' })).toBe('built');
  });
});
