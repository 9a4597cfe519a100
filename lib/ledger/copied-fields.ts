import { parseMinor } from '../money.ts';
import type { Transaction } from '../reports/report.ts';
import type { Entry } from './entry.ts';

type Copied = Omit<Entry, 'leg' | 'role' | 'direction' | 'kind' | 'amount'>;

/**
 * What an entry takes from its transaction as it stands: the same for every side of it. An absent
 * field is left out, so that equal entries are equal as JSON.
 */
export function copiedFields(
  transaction: Transaction,
  { entity, report }: { entity: string; report: string },
): Copied {
  const { ref, at, attempted, purpose, context = {} } = transaction;
  const { memo, recipientAsTyped, senderAlias, mcc, merchant, city, province, country } = context;
  const { postal, lat, lon, terminal, card, cardPresent, refundOf, fee } = context;
  const feeMinor = fee === undefined ? undefined : parseMinor(fee, 'CAD');
  const fields: Copied = { entity, report, transaction: ref, at, channel: channelOf(transaction) };
  // One by one: leaving them out of a list of all takes ten times as long, for every entry there is.
  if (memo !== undefined) fields.memo = memo;
  if (recipientAsTyped !== undefined) fields.recipientAsTyped = recipientAsTyped;
  if (senderAlias !== undefined) fields.senderAlias = senderAlias;
  if (purpose !== undefined) fields.purpose = purpose;
  if (mcc !== undefined) fields.mcc = mcc;
  if (merchant !== undefined) fields.merchant = merchant;
  if (city !== undefined) fields.city = city;
  if (province !== undefined) fields.province = province;
  if (country !== undefined) fields.country = country;
  if (postal !== undefined) fields.postal = postal;
  if (lat !== undefined) fields.latitude = lat;
  if (lon !== undefined) fields.longitude = lon;
  if (terminal !== undefined) fields.terminal = terminal;
  if (card !== undefined) fields.card = card;
  if (cardPresent !== undefined) fields.cardPresent = cardPresent;
  if (refundOf !== undefined) fields.refundOf = refundOf;
  if (feeMinor !== undefined) fields.feeMinor = feeMinor;
  if (attempted) fields.attempted = true;
  return fields;
}

const channelByMethod: Record<Transaction['method'], Entry['channel']> = {
  in_person: 'branch',
  abm: 'abm',
  armoured_car: 'other',
  courier: 'other',
  mail: 'other',
  telephone: 'phone',
  other: 'other',
  night_deposit: 'night_deposit',
  quick_drop: 'night_deposit',
  self_redemption_kiosk: 'other',
  vc_atm: 'vc_atm',
  online: 'online',
};

const channelOf = ({ method, context }: Transaction): Entry['channel'] =>
  method === 'abm' && context?.terminalOwner === 'white_label'
    ? 'abm_white_label'
    : channelByMethod[method];
