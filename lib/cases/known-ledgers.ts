import type { LedgerKey } from '../identifiers.ts';
import { type User, usersIn } from '../indicators/neighbourhood.ts';
import { emptyLedger, type Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { isSubject, sharingOf } from './link-limits.ts';
import { type Payments, paymentsOf } from './payments.ts';

/** Ledgers read once and kept for one round of work, with what linking asks of them. */
export type KnownLedgers = {
  /** Reads those of `keys` that are not known yet. */
  load(keys: Iterable<LedgerKey>): Promise<void>;
  ledger(subject: LedgerKey): Ledger;
  /** The link keys a subject uses. */
  keysOf(subject: LedgerKey): ReadonlySet<LedgerKey>;
  paymentsOf(subject: LedgerKey): Payments;
  /** Who uses a link key, sorted; nobody when there are too many of them for it to join anybody. */
  membersOf(key: LedgerKey): readonly LedgerKey[];
  /** The same for counting users, which never joins them; nobody when there are more than that takes. */
  usersOf(key: LedgerKey): readonly User[];
};

/** @param read those that were read already. */
export function knownLedgers(
  ledgers: Pick<Ledgers, 'getMany'>,
  read: Iterable<Ledger> = [],
): KnownLedgers {
  const subjects = new Map<LedgerKey, Subject>();
  const members = new Map<LedgerKey, readonly LedgerKey[]>();
  const users = new Map<LedgerKey, readonly User[]>();

  function keep(ledger: Ledger) {
    if (isSubject(ledger.key)) {
      subjects.set(ledger.key, asSubject(ledger));
      for (const alone of usedAlone(ledger)) keep(alone);
    } else {
      members.set(ledger.key, membersIn(ledger));
      users.set(ledger.key, usersIn(ledger));
    }
  }
  function subject(key: LedgerKey): Subject {
    return subjects.get(key) ?? asSubject(emptyLedger(key));
  }
  for (const ledger of read) keep(ledger);
  return {
    async load(keys) {
      const wanted = [...new Set(keys)].filter((key) => !subjects.has(key) && !members.has(key));
      if (wanted.length === 0) return;
      for (const ledger of (await ledgers.getMany(wanted)).values()) keep(ledger);
    },
    ledger: (key) => subject(key).ledger,
    keysOf: (key) => subject(key).keys,
    paymentsOf: (key) => subject(key).payments,
    membersOf: (key) => members.get(key) ?? [],
    usersOf: (key) => users.get(key) ?? [],
  };
}

/**
 * The ledgers of link keys that nobody else has ever used, as the subject's own ledger tells them: most
 * people share nothing with another subject, and then nothing more is read.
 */
const usedAlone = ({ key: subject, version, uses = [] }: Ledger): Ledger[] =>
  uses
    .filter(({ shared, members }) => !shared && members.length > 0)
    .map(({ key, members }) => {
      const report = { entity: '', reference: subject };
      const contribution = { report, revision: '', entries: [], members };
      return { key, version, contributions: new Map([[subject, contribution]]) };
    });

type Subject = { ledger: Ledger; keys: ReadonlySet<LedgerKey>; payments: Payments };

const asSubject = (ledger: Ledger): Subject => ({
  ledger,
  keys: new Set([...ledger.contributions.values()].flatMap(({ keys = [] }) => keys)),
  payments: paymentsOf(ledger),
});

function membersIn(ledger: Ledger): LedgerKey[] {
  const all = new Set(
    [...ledger.contributions.values()]
      .flatMap(({ members = [] }) => members)
      .map(({ subject }) => subject),
  );
  return all.size <= (sharingOf(ledger.key)?.atMost ?? 0) ? [...all].sort() : [];
}
