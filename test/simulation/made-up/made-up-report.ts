import type { FiledReport, Party, Transaction } from '../../../lib/reports/report.ts';
import type { Random } from '../world/seeded-random.ts';
import { beginning } from '../world/simulated-clock.ts';

/** Somebody whom reports speak of. Those of one circle share a telephone. */
export type MadePerson = { number: number; circle: number };

const hours = 3_600_000;
const offsets = ['-05:00', '-04:00', '-03:30', '-02:00', '+00:00', '+05:30'];

/** What a report is made of, beside chance. */
export type ReportPlan = {
  entity: string;
  reference: string;
  action: 'submit' | 'change';
  about: MadePerson;
  /** Somebody else, who holds the account together with that person or brings cash for it. */
  beside?: (MadePerson & { carries: boolean }) | undefined;
  transactions: number;
  /** Over so many times six hours they are spread. */
  spread: number;
};

/** A report that passes every check, with at most a warning. */
export function madeUpReport(plan: ReportPlan, random: Random): FiledReport {
  const carries = plan.beside?.carries === true;
  const joint = plan.beside !== undefined && !carries;
  const parties = [partyOf(plan.about, 'p1'), ...(plan.beside ? [partyOf(plan.beside, 'p2')] : [])];
  const transactions = Array.from({ length: plan.transactions }, (_, at) =>
    madeUpTransaction(`T${at + 1}`, plan.spread, random),
  );
  // Who is a party must play a part: the one who carries brings cash in the first transaction.
  if (carries) transactions[0] = cashDeposit('T1', 'p2', plan.spread, random);
  return {
    reportType: 'STR',
    action: plan.action,
    reference: plan.reference,
    reportingEntityNumber: Number(plan.entity),
    contactId: 1,
    sector: 'bank',
    suspicion: { type: 'ML', narrative: 'Made up.', narrativeLanguage: 'en' },
    actionTaken: 'None.',
    parties,
    accounts: [
      {
        ref: 'a1',
        fi: plan.entity.slice(0, 3),
        branch: '00012',
        number: `55500${plan.about.number}`,
        type: 'personal',
        currency: 'CAD',
        holders: joint ? ['p1', 'p2'] : ['p1'],
      },
    ],
    transactions,
  };
}

const partyOf = ({ number, circle }: MadePerson, ref: string): Party => ({
  ref,
  kind: 'person',
  role: 'subject',
  surname: `Sample${number}`,
  given: 'Person',
  clientNumber: `C-${number}`,
  phone: `416-555-01${String(circle).padStart(2, '0')}`,
});

function madeUpTransaction(ref: string, spread: number, random: Random): Transaction {
  const kind = random.weighted({ deposit: 6, emt: 5, withdrawal: 2, coins: 0.4, sent: 1 });
  if (kind === 'deposit') return cashDeposit(ref, 'p1', spread, random);
  if (kind === 'emt') return transferIn(ref, spread, random);
  const disposition = {
    withdrawal: 'cash_withdrawal',
    coins: 'outgoing_vc',
    sent: 'outgoing_emt',
  } as const;
  return paidOut(ref, disposition[kind], spread, random);
}

function cashDeposit(ref: string, conductor: string, spread: number, random: Random): Transaction {
  const amount = amountOf(random);
  return {
    ...common(ref, spread, random),
    method: 'abm',
    start: [{ direction: 'in', kind: 'cash', ...amount, conductors: [{ party: conductor }] }],
    complete: [{ disposition: 'deposit', ...received(amount, random), account: 'a1' }],
  };
}

function transferIn(ref: string, spread: number, random: Random): Transaction {
  const amount = amountOf(random);
  const transaction = common(ref, spread, random);
  return {
    ...transaction,
    method: 'online',
    start: [{ direction: 'in', kind: 'emt', ...amount }],
    complete: [{ disposition: 'deposit', ...amount, account: 'a1' }],
    context: { ...transaction.context, senderAlias: `Payer ${random.int(1, 4)}` },
  };
}

function paidOut(
  ref: string,
  disposition: 'cash_withdrawal' | 'outgoing_vc' | 'outgoing_emt',
  spread: number,
  random: Random,
): Transaction {
  const amount = amountOf(random);
  const transaction = common(ref, spread, random);
  return {
    ...transaction,
    method: disposition === 'cash_withdrawal' ? 'abm' : 'online',
    start: [
      {
        direction: 'out',
        kind: 'funds_withdrawal',
        ...amount,
        account: 'a1',
        conductors: [{ party: 'p1' }],
      },
    ],
    complete: [{ disposition, ...amount }],
    context: { ...transaction.context, recipientAsTyped: `Payee ${random.int(1, 2)}` },
  };
}

/** Six hours apart, so that any two may stand on the two edges of one window. */
const common = (ref: string, spread: number, random: Random) => ({
  ref,
  at: localTime(beginning - 6 * hours * random.int(4, 4 + spread), random.pick(offsets)),
  attempted: random.happens(0.05),
  reasonNotCompleted: 'Not completed.',
  context: random.happens(0.8)
    ? { city: random.pick(['Kingston', 'Toronto']), province: 'ON' }
    : { city: 'Montréal', province: 'QC' },
});

/** A moment as a clock of that offset shows it: "2026-06-14T08:30:00-03:30". */
export function localTime(instant: number, offset: string): string {
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hour, minute] = offset.slice(1).split(':').map(Number);
  const shift = sign * ((hour ?? 0) * 60 + (minute ?? 0)) * 60_000;
  return `${new Date(instant + shift).toISOString().slice(0, 19)}${offset}`;
}

const amountOf = (random: Random) => ({
  amount: random.pick(['300.00', '450.50', '500.00', '499.99', '640.00']),
  currency: 'CAD',
});

/** Now and then what comes out is not what went in: a warning, and the entry tells what came out. */
const received = (amount: { amount: string; currency: string }, random: Random) =>
  random.happens(0.05) ? { ...amount, amount: '290.00' } : amount;
