import type { Transaction } from '../reports/report.ts';
import type { EntryKind } from './entry.ts';
import { foldText } from './fold-text.ts';
import type { CompleteAction, Movement, StartAction } from './movements.ts';

/** What money is when it enters, by the kind of the start. `emt` covers mobile wallets as well. */
const enteringKinds: Record<StartAction['kind'], EntryKind> = {
  bank_draft: 'draft',
  cash: 'cash',
  casino_product: 'casino',
  cheque: 'cheque',
  domestic_transfer: 'wire_dom',
  emt: 'emt',
  funds_withdrawal: 'wire_dom',
  international_transfer: 'wire_intl',
  investment_product: 'investment',
  jewellery: 'other',
  mobile_money: 'emt',
  money_order: 'money_order',
  precious_metals: 'other',
  precious_stones: 'other',
  virtual_currency: 'vc',
  other: 'other',
};

/** What money is when it leaves, by what became of it. */
const leavingKinds: Record<CompleteAction['disposition'], EntryKind> = {
  deposit: 'wire_dom',
  exchange_to_fiat: 'other',
  casino_product: 'casino',
  bank_draft: 'draft',
  money_order: 'money_order',
  life_insurance: 'other',
  investment: 'investment',
  real_estate: 'property',
  cash_out: 'cash',
  other: 'other',
  jewellery: 'other',
  precious_metals: 'other',
  to_vc_wallet: 'vc',
  exchange_to_vc: 'vc',
  outgoing_vc: 'vc',
  outgoing_emt: 'emt',
  hold_funds: 'other',
  precious_stones: 'other',
  issued_cheque: 'cheque',
  outgoing_domestic: 'wire_dom',
  outgoing_international: 'wire_intl',
  prepaid_card: 'prepaid_load',
  denomination_exchange: 'cash',
  payment_to_account: 'bill_payment',
  goods: 'card_purchase',
  services: 'card_purchase',
  outgoing_mobile: 'emt',
  cash_withdrawal: 'cash',
};

/** Purposes that say more than the rails; `processor` is a pay-out of a payment processor. */
const purposeKinds = new Map<string, EntryKind>([
  ['payroll', 'payroll'],
  ['government', 'government'],
  ['processor', 'processor_credit'],
]);

/** Cash disbursed by a teller or a machine on a card. */
const cashAdvanceCodes = new Set(['6010', '6011']);
/** Payments pushed from one card to another. */
const cardToCardCodes = new Set(['6536', '6537', '6538']);

type About = Pick<Transaction, 'purpose' | 'method' | 'context'>;

/** What an entry is, seen from the side that money enters or leaves. */
export const kindOf = (direction: 'in' | 'out', movement: Movement, about: About): EntryKind =>
  direction === 'in' ? kindEntering(movement, about) : kindLeaving(movement, about);

function kindEntering({ start, complete }: Movement, { purpose, context }: About): EntryKind {
  if (complete?.disposition === 'prepaid_card') return 'prepaid_load';
  // What is paid on a card or a loan is a payment of it, unless it comes as cash.
  if (complete?.disposition === 'payment_to_account' && start.kind !== 'cash') {
    return 'bill_payment';
  }
  const stated = purposeKind(purpose);
  const transferred = start.kind === 'domestic_transfer' || start.kind === 'funds_withdrawal';
  if (stated && (transferred || start.kind === 'international_transfer')) return stated;
  if (start.direction === 'in' && start.kind === 'domestic_transfer') {
    if (context?.refundOf) return 'card_refund';
    if (context?.mcc) return cardToCardCodes.has(context.mcc) ? 'card_to_card' : 'card_refund';
  }
  return enteringKinds[start.kind];
}

function kindLeaving({ start, complete }: Movement, { purpose, method, context }: About) {
  if (!complete) return kindOffered(start, { method, context });
  const { disposition } = complete;
  const mcc = context?.mcc ?? '';
  if (disposition === 'goods' || disposition === 'services') {
    if (cashAdvanceCodes.has(mcc)) return 'cash_advance';
    if (cardToCardCodes.has(mcc)) return 'card_to_card';
  }
  if (disposition === 'exchange_to_fiat') return enteringKinds[start.kind];
  const paid = disposition.startsWith('outgoing_') || disposition === 'deposit';
  return (paid && purposeKind(purpose)) || leavingKinds[disposition];
}

/** A movement that was only attempted: what it would have been. */
function kindOffered(start: StartAction, { method, context }: About): EntryKind {
  if (context?.mcc) return 'card_purchase';
  if (start.kind === 'funds_withdrawal') return method === 'abm' ? 'cash' : 'other';
  return enteringKinds[start.kind];
}

const purposeKind = (purpose: string | undefined): EntryKind | undefined =>
  purpose === undefined ? undefined : purposeKinds.get(foldText(purpose));
