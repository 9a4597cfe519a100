import type { LedgerKey } from '../identifiers.ts';
import { renderSentence } from '../indicators/sentence.ts';
import { type Entry, entryName } from '../ledger/entry.ts';
import { instant, localDate } from '../time.ts';
import type { Translated } from '../translated.ts';
import type { PayPattern } from './employer-risk.ts';
import type { PaidWorker } from './paid-workers.ts';

/** As long as HT-LAB-028 waits for pay to come back: what leaves just then is too late. */
const atOnceMilliseconds = 72 * 3_600_000;
/** As much of the pay as HT-LAB-003 asks for. */
const mostOfPay = 0.5;

type Way = keyof PayPattern['within72h'];

/**
 * What becomes of the wages that an employer pays.
 *
 * @param employer the keys by which payments name it.
 * @param paidToOthersAccounts how many people are named in pay that goes to somebody else.
 * @returns undefined where no pay is known.
 */
export function payPattern(
  workers: readonly PaidWorker[],
  employer: ReadonlySet<LedgerKey>,
  paidToOthersAccounts: number,
): PayPattern | undefined {
  // Wages on a joint account stand in the ledger of each holder.
  const pays = [...new Map(workers.flatMap((one) => one.pays).map((pay) => [entryName(pay), pay]))];
  const amounts = pays.map(([, { cadMinor = 0 }]) => cadMinor).sort((a, b) => a - b);
  const dates = new Set(pays.map(([, { at }]) => localDate(at)));
  const endsWithOne = receiverOfMost(workers);
  if (amounts.length === 0 && paidToOthersAccounts === 0) return undefined;
  const pattern = {
    pays: amounts.length,
    paydays: dates.size,
    totalCadMinor: amounts.reduce((sum, amount) => sum + amount, 0),
    medianCadMinor: amounts[Math.floor((amounts.length - 1) / 2)] ?? 0,
    within72h: sharesOf(workers, employer),
    ...(endsWithOne && { endsWithOne }),
    paidToOthersAccounts,
  };
  return { ...pattern, text: inWords(pattern) };
}

function sharesOf(workers: readonly PaidWorker[], employer: ReadonlySet<LedgerKey>) {
  const gone: Record<Way, number> = { returned: 0, sentToOthers: 0, sentAbroad: 0, withdrawn: 0 };
  let paid = 0;
  for (const { pays } of workers) paid += totalOf(pays);
  for (const { way, cadMinor } of workers.flatMap((worker) => trailOf(worker, employer))) {
    gone[way] += cadMinor;
  }
  const share = (cadMinor: number) => (paid > 0 ? rounded(cadMinor / paid) : 0);
  return {
    returned: share(gone.returned),
    sentToOthers: share(gone.sentToOthers),
    sentAbroad: share(gone.sentAbroad),
    withdrawn: share(gone.withdrawn),
  };
}

/** Each part of a pay that left in time, first in first out: purchases take their part and stay. */
function trailOf({ entries, pays }: PaidWorker, employer: ReadonlySet<LedgerKey>) {
  const own = new Set(pays);
  const lots: { left: number; until: number }[] = [];
  const trail: { way: Way; cadMinor: number }[] = [];
  for (const entry of entries) {
    const at = instant(entry.at);
    if (own.has(entry)) lots.push({ left: entry.cadMinor ?? 0, until: at + atOnceMilliseconds });
    if (!isOutflow(entry)) continue;
    let wanted = entry.cadMinor ?? 0;
    const way = wayOf(entry, employer);
    for (const lot of lots.filter(({ left, until }) => left > 0 && at < until)) {
      const cadMinor = Math.min(lot.left, wanted);
      lot.left -= cadMinor;
      wanted -= cadMinor;
      if (way && cadMinor > 0) trail.push({ way, cadMinor });
    }
  }
  return trail;
}

const isOutflow = ({ direction, role, attempted }: Entry): boolean =>
  direction === 'out' && role === 'holder' && !attempted;

function wayOf(entry: Entry, employer: ReadonlySet<LedgerKey>): Way | undefined {
  if (entry.counterparty?.keys.some((key) => employer.has(key))) return 'returned';
  if (entry.kind === 'cash') return 'withdrawn';
  if (entry.kind === 'wire_intl') return 'sentAbroad';
  return isToSomebody(entry) ? 'sentToOthers' : undefined;
}

const betweenPeople: ReadonlySet<string> = new Set([
  'emt',
  'wire_dom',
  'cheque',
  'draft',
  'money_order',
]);
const isToSomebody = ({ kind, mcc }: Entry): boolean => betweenPeople.has(kind) && !mcc;

/** Whoever, by any one key, gets most of the pay of the most workers; of several the first key. */
function receiverOfMost(workers: readonly PaidWorker[]): PayPattern['endsWithOne'] {
  const persons = new Map<LedgerKey, Set<LedgerKey>>();
  const names = new Map<LedgerKey, string>();
  for (const { person, entries, pays } of workers) {
    const received = new Map<LedgerKey, number>();
    for (const entry of entries.filter(isOutflow).filter(isToSomebody)) {
      const { keys = [], name } = entry.counterparty ?? {};
      for (const key of keys.filter(namesSomebody)) {
        received.set(key, (received.get(key) ?? 0) + (entry.cadMinor ?? 0));
        if (name && name < (names.get(key) ?? '\uffff')) names.set(key, name);
      }
    }
    for (const [key, cadMinor] of received) {
      if (pays.length === 0 || cadMinor < mostOfPay * totalOf(pays)) continue;
      persons.set(key, (persons.get(key) ?? new Set()).add(person));
    }
  }
  const [best] = [...persons]
    .map(([key, payers]) => ({ key, workers: payers.size }))
    .sort((a, b) => b.workers - a.workers || (a.key < b.key ? -1 : 1));
  if (!best || best.workers < 2) return undefined;
  const name = names.get(best.key);
  return { ...best, ...(name && { name }) };
}

const namesSomebody = (key: LedgerKey): boolean =>
  /^(party|account|email|phone|handle|name):/.test(key);

export const totalOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { cadMinor = 0 }) => sum + cadMinor, 0);

const rounded = (share: number): number => Math.round(share * 100) / 100;

function inWords(pattern: Omit<PayPattern, 'text'>): Translated {
  const { within72h, endsWithOne, paidToOthersAccounts } = pattern;
  const values = {
    pays: pattern.pays,
    paydays: pattern.paydays,
    total: pattern.totalCadMinor,
    median: pattern.medianCadMinor,
    ...within72h,
    workers: endsWithOne?.workers ?? 0,
    others: paidToOthersAccounts,
  };
  const sentences = [
    ...(pattern.pays > 0 ? [paid] : []),
    ...(endsWithOne ? [ends] : []),
    ...(paidToOthersAccounts > 0 ? [named] : []),
  ].map((sentence) => renderSentence(sentence, values));
  return {
    en: sentences.map(({ en }) => en).join(' '),
    fr: sentences.map(({ fr }) => fr).join(' '),
  };
}

const paid: Translated = {
  en: '{pays|pay|pays} on {paydays|day|days}, {total:money} in all, half of them at most {median:money}. Within 72 hours {returned:percent} went back to the employer, {sentToOthers:percent} to others, {sentAbroad:percent} abroad, and {withdrawn:percent} was withdrawn.',
  fr: '{pays|paie|paies} en {paydays|jour|jours}, {total:money} en tout, la moitié d’au plus {median:money}. En 72 heures, {returned:percent} est revenu à l’employeur, {sentToOthers:percent} est allé à d’autres, {sentAbroad:percent} à l’étranger, et {withdrawn:percent} a été retiré.',
};
const ends: Translated = {
  en: 'Half or more of the pay of {workers|worker|workers} goes to one and the same recipient.',
  fr: 'La moitié ou plus de la paie de {workers|travailleur|travailleurs} va à un même destinataire.',
};
const named: Translated = {
  en: 'The pay of {others|named person|named people} goes to an account of somebody else.',
  fr: 'La paie de {others|personne nommée|personnes nommées} va au compte de quelqu’un d’autre.',
};
