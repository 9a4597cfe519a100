import type { LedgerKey } from '../identifiers.ts';
import type { Account, Party, Supporting } from '../reports/report.ts';
import type { Member } from './contribution.ts';
import type { CompleteAction, StartAction } from './movements.ts';
import {
  accountKey,
  addressKey,
  deviceKey,
  emailKey,
  handleKey,
  identityKey,
  nameBirthKey,
  phoneKey,
  walletKey,
} from './recognition-keys.ts';

/** A link key somebody uses, how, and since when if a transaction tells (RFC 3339 with offset). */
export type LinkUse = { key: LedgerKey; as: Member['as']; at?: string };

/** Everything one report tells of one party. */
export type PartyFacts = {
  entity: string;
  party: Party;
  accounts: readonly Account[];
  supporting: Supporting;
  conducted: readonly {
    at: string;
    start: StartAction;
    conductor: NonNullable<StartAction['conductors']>[number];
  }[];
  received: readonly {
    at: string;
    complete: CompleteAction;
    beneficiary: NonNullable<CompleteAction['beneficiaries']>[number];
  }[];
};

/** Every link key the party uses, as often as it is seen. */
export const linkUses = (facts: PartyFacts): LinkUse[] => [
  ...stated(facts),
  ...facts.conducted.flatMap((act) => shownByConductor(act, facts.entity)),
  ...facts.received.flatMap(shownByBeneficiary),
  ...shownInSessions(facts),
];

/** What the report says of the party itself. */
function stated({ party, accounts, supporting }: PartyFacts): LinkUse[] {
  const profiles = (supporting.profiles ?? []).filter((profile) => profile.party === party.ref);
  const homes = profiles.flatMap(({ addresses = [] }) =>
    addresses.filter((address) => address.class === 'home'),
  );
  const phones = [party.phone, ...profiles.flatMap((profile) => profile.phones ?? [])];
  const emails = [party.email, ...profiles.flatMap((profile) => profile.emails ?? [])];
  return [
    ...uses('holder', accounts.map(accountKey)),
    ...uses('document', (party.ids ?? []).map(identityKey)),
    ...uses('name', [party.kind === 'person' ? nameBirthKey(party) : undefined]),
    ...uses(
      'contact',
      phones.map((phone) => phone && phoneKey(phone)),
    ),
    ...uses(
      'contact',
      emails.map((email) => email && emailKey(email)),
    ),
    ...uses('address', [party.address && addressKey(party.address), ...homes.map(addressKey)]),
  ];
}

function shownByConductor(
  { at, start, conductor }: PartyFacts['conducted'][number],
  entity: string,
): LinkUse[] {
  const { email, username, deviceId } = conductor;
  const wallets = start.direction === 'out' ? (start.sendingAddresses ?? []) : [];
  return [
    ...uses('contact', [email && emailKey(email), username && handleKey(username)], at),
    ...uses('device', [deviceId && deviceKey(deviceId, entity)], at),
    ...uses('contact', wallets.map(walletKey), at),
  ];
}

function shownByBeneficiary({
  at,
  complete,
  beneficiary: { email, username },
}: PartyFacts['received'][number]): LinkUse[] {
  const wallets =
    complete.disposition === 'to_vc_wallet' ? (complete.receivingAddresses ?? []) : [];
  return [
    ...uses('contact', [email && emailKey(email), username && handleKey(username)], at),
    ...uses('contact', wallets.map(walletKey), at),
  ];
}

/** A device that failed to get in is that of somebody who tried, so only successes count. */
function shownInSessions({ entity, party, accounts, supporting }: PartyFacts): LinkUse[] {
  const solelyHeld = new Set(
    accounts.flatMap(({ ref, holders }) => (holders.length === 1 ? [ref] : [])),
  );
  return (supporting.sessions ?? [])
    .filter(({ outcome }) => outcome === 'success')
    .filter((session) =>
      session.party === undefined
        ? session.account !== undefined && solelyHeld.has(session.account)
        : session.party === party.ref,
    )
    .flatMap(({ at, device }) => uses('device', [device && deviceKey(device, entity)], at));
}

const uses = (
  as: Member['as'],
  keys: readonly (LedgerKey | '' | undefined)[],
  at?: string,
): LinkUse[] => keys.flatMap((key) => (key ? [{ key, as, ...(at !== undefined && { at }) }] : []));
