import type { LedgerKey } from '../identifiers.ts';
import type { Account, Party, Supporting, Transaction } from '../reports/report.ts';
import type { Member } from './contribution.ts';
import {
  accountKey,
  addressKey,
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
  party: Party;
  accounts: readonly Account[];
  supporting: Supporting;
  /** Of `usesShown`. */
  shown: readonly LinkUse[];
  deviceKey(device: string): LedgerKey;
};

type Add = (as: Member['as'], key: LedgerKey | '' | undefined, at?: string) => void;

/** Every link key the party uses, as often as it is seen. */
export function linkUses(facts: PartyFacts): LinkUse[] {
  const uses: LinkUse[] = [];
  const add = addTo(uses);
  addStated(facts, add);
  uses.push(...facts.shown);
  addShownInSessions(facts, add);
  return uses;
}

const addTo =
  (uses: LinkUse[]): Add =>
  (as, key, at) => {
    if (key) uses.push(at === undefined ? { key, as } : { key, as, at });
  };

/**
 * The link keys that transactions show parties to use, by party: what it carried out, then what it
 * received.
 */
export function usesShown(
  transactions: readonly Transaction[],
  deviceKey: PartyFacts['deviceKey'],
): Map<string, LinkUse[]> {
  const shown = new Map<string, LinkUse[]>();
  const show = (ref: string, as: Member['as'], key: LedgerKey | undefined, at: string) => {
    if (!key) return;
    const uses = shown.get(ref);
    if (uses) uses.push({ key, as, at });
    else shown.set(ref, [{ key, as, at }]);
  };
  for (const { at, start: starts } of transactions) {
    for (const { conductors = [], direction, sendingAddresses = [] } of starts) {
      const wallets = direction === 'out' ? sendingAddresses : [];
      for (const { party, email, username, deviceId } of conductors) {
        if (email) show(party, 'contact', emailKey(email), at);
        if (username) show(party, 'contact', handleKey(username), at);
        if (deviceId) show(party, 'device', deviceKey(deviceId), at);
        for (const wallet of wallets) show(party, 'contact', walletKey(wallet), at);
      }
    }
  }
  for (const { at, complete: completes = [] } of transactions) {
    for (const { beneficiaries = [], disposition, receivingAddresses = [] } of completes) {
      const wallets = disposition === 'to_vc_wallet' ? receivingAddresses : [];
      for (const { party, email, username } of beneficiaries) {
        if (email) show(party, 'contact', emailKey(email), at);
        if (username) show(party, 'contact', handleKey(username), at);
        for (const wallet of wallets) show(party, 'contact', walletKey(wallet), at);
      }
    }
  }
  return shown;
}

/** What the report says of the party itself. */
function addStated({ party, accounts, supporting }: PartyFacts, add: Add): void {
  const { phone, email, address } = party;
  const profiles = (supporting.profiles ?? []).filter((profile) => profile.party === party.ref);
  for (const account of accounts) add('holder', accountKey(account));
  for (const document of party.ids ?? []) add('document', identityKey(document));
  if (party.kind === 'person') add('name', nameBirthKey(party));
  add('contact', phone && phoneKey(phone));
  for (const { phones = [] } of profiles) {
    for (const other of phones) add('contact', phoneKey(other));
  }
  add('contact', email && emailKey(email));
  for (const { emails = [] } of profiles) {
    for (const other of emails) add('contact', emailKey(other));
  }
  add('address', address && addressKey(address));
  for (const { addresses = [] } of profiles) {
    for (const other of addresses) if (other.class === 'home') add('address', addressKey(other));
  }
}

/** A device that failed to get in is that of somebody who tried, so only successes count. */
function addShownInSessions(
  { party, accounts, supporting, deviceKey }: PartyFacts,
  add: Add,
): void {
  if (!supporting.sessions) return;
  const solelyHeld = new Set(
    accounts.flatMap(({ ref, holders }) => (holders.length === 1 ? [ref] : [])),
  );
  for (const { at, account, party: user, device, outcome } of supporting.sessions) {
    const isOwn =
      user === undefined ? account !== undefined && solelyHeld.has(account) : user === party.ref;
    if (isOwn && outcome === 'success') add('device', device && deviceKey(device), at);
  }
}
