import type { LedgerKey, LedgerKeyKind } from '../identifiers.ts';
import type { Link } from './assessment.ts';

/*
 * Up to which point sharing something joins people. Beyond it the thing belongs to no group of
 * people but to everybody: a shelter's telephone, a bank's kiosk, an employer's account. All numbers
 * are proposals of this project, to be calibrated.
 */

type Sharing = {
  reason: Exclude<Link['reason'], 'transfers'>;
  /** With more members than this, the key joins nobody. */
  atMost: number;
  /** Whether a payment that names the key names its user. */
  namesItsUser: boolean;
};

/**
 * What subjects may share. A name alone says nothing. An address is told, never joined by: room-mates
 * and neighbours do not answer for each other, and people who merely share an address may not even be
 * named in a disclosure.
 *
 * @see disclosure notes 3, what is not on the list of designated information
 */
const sharings: Partial<Record<LedgerKeyKind, Sharing>> = {
  /** Spouses, parents and partners of a firm; with more signatories it is an institution's. */
  account: { reason: 'joint-holding', atMost: 8, namesItsUser: true },
  /** One document is one person, known to several reporting entities; more is a typing error. */
  identity: { reason: 'shared-identity', atMost: 12, namesItsUser: true },
  /** Strangers share a name and a birthday the sooner, the more of them there are. */
  'name-birth': { reason: 'shared-name-and-birth', atMost: 6, namesItsUser: true },
  /** A controller's telephone stands in many files; a shelter's or an employer's in more. */
  phone: { reason: 'shared-phone', atMost: 12, namesItsUser: true },
  email: { reason: 'shared-email', atMost: 12, namesItsUser: true },
  handle: { reason: 'shared-handle', atMost: 12, namesItsUser: true },
  /** A family's tablet or one controller's handset; a kiosk serves more. */
  device: { reason: 'shared-device', atMost: 12, namesItsUser: false },
  /** Deposit addresses of exchanges serve many. */
  wallet: { reason: 'shared-wallet', atMost: 12, namesItsUser: true },
  /** A family or a shared flat; a bunkhouse, a shelter or a tower has more. */
  address: { reason: 'shared-address', atMost: 8, namesItsUser: false },
};

/** Payments from one subject to another that make a link. @see indicator notes 9, step 4 */
export const transferLimits = {
  frequent: { payments: 3, withinDays: 60 },
  /** Of everything that left the payer. One payment, however large, is a purchase. */
  dominant: { payments: 2, shareOfOutflow: 0.5 },
  /** A relation is one-sided while less than this part of the money comes back. */
  returnedBelow: 0.1,
  /** One-time payers, seen from either end, never join anybody. */
  seenByEach: 2,
};

/**
 * How many subjects a case can hold: as many as one transaction of the table can change at once, when
 * each of them had a case of its own before (32 memberships, 31 cases that end with their
 * assessments, and the case that stays with its own: 96 of 100 items).
 */
export const maxLinkedSubjects = 32;

/**
 * What joins, from everything to the least. Where more than `maxLinkedSubjects` hang together, the
 * weakest joint is left out for all of them alike: first payments, then everything that does not say
 * that two subjects are one person. Each step only divides the groups of the step before, so that
 * every subject is in exactly one group wherever the search began.
 */
export const tiers: readonly { transfers: boolean; kinds: readonly LedgerKeyKind[] }[] = [
  {
    transfers: true,
    kinds: ['account', 'identity', 'name-birth', 'phone', 'email', 'handle', 'device', 'wallet'],
  },
  {
    transfers: false,
    kinds: ['account', 'identity', 'name-birth', 'phone', 'email', 'handle', 'device', 'wallet'],
  },
  { transfers: false, kinds: ['identity', 'name-birth'] },
];

const kindOf = (key: LedgerKey) => key.slice(0, key.indexOf(':')) as LedgerKeyKind;

export const isKind = (key: LedgerKey, kinds: readonly LedgerKeyKind[]): boolean =>
  kinds.includes(kindOf(key));

export const sharingOf = (key: LedgerKey): Sharing | undefined => sharings[kindOf(key)];

export const isSubject = (key: LedgerKey): boolean => kindOf(key) === 'party';
