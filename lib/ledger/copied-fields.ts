import { parseMinor } from '../money.ts';
import type { Transaction } from '../reports/report.ts';
import type { Entry } from './entry.ts';

/** What an entry takes from its transaction as it stands: the same for every side of it. */
export function copiedFields(
  transaction: Transaction,
  { entity, report }: { entity: string; report: string },
) {
  const { ref, at, attempted, purpose, context = {} } = transaction;
  const { memo, recipientAsTyped, senderAlias, mcc, merchant, city, province, country } = context;
  const { postal, lat, lon, terminal, card, cardPresent, refundOf, fee } = context;
  const feeMinor = fee === undefined ? undefined : parseMinor(fee, 'CAD');
  const plain = {
    entity,
    report,
    transaction: ref,
    at,
    channel: channelOf(transaction),
    memo,
    recipientAsTyped,
    senderAlias,
    purpose,
    mcc,
    merchant,
    city,
    province,
    country,
    postal,
    latitude: lat,
    longitude: lon,
    terminal,
    card,
    cardPresent,
    refundOf,
    feeMinor,
    ...(attempted && { attempted: true as const }),
  };
  return withoutUndefined(plain);
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An absent field is left out, so that equal entries are equal as JSON. */
function withoutUndefined<T extends object>(fields: T): Present<T> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Present<T>;
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
