import type { LedgerKey } from '../identifiers.ts';
import { parseMinor } from '../money.ts';
import type { Supporting } from '../reports/report.ts';
import type { Contribution, Profile, RecordPart, SubjectRecord } from './contribution.ts';
import { deviceKey, emailKey, handleKey, nameKey, phoneKey } from './recognition-keys.ts';
import type { ReportIndex } from './report-index.ts';

/** A supporting record and the parties it is about. */
type Told = { parties: readonly string[]; record: SubjectRecord };

/** All supporting records of a report; a part it did not send is undefined. */
export type ToldByPart = Record<RecordPart, Told[] | undefined>;

/**
 * The supporting records of a report about one subject, by part. A part the report sent stands for
 * every subject of the report, empty where nothing in it is about that subject: that nothing was
 * observed is known then, which differs from not being told.
 *
 * | part | at | code | key | city | value | confidence |
 * |---|---|---|---|---|---|---|
 * | profiles | since | | | | employer | |
 * | relationships | since | kind | the other party | | | |
 * | sessions | at | outcome | device, else phone | | channel | |
 * | cardAuthorizations | at | outcome | merchant | city | merchant category code | |
 * | declined | at | reason | | city | amount | |
 * | staffObservations | at | code | companion | | staff id | |
 * | advertMatches | seenOn | kind | what was advertised | city | site | confidence |
 * | adverseMedia | on | topic | | | source | confidence |
 * | facts | on | code | | | source | |
 *
 * A record without a date of its own has that of the earliest transaction.
 */
export const recordsAbout = (
  refs: ReadonlySet<string>,
  parts: ToldByPart,
): NonNullable<Contribution['records']> =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([part, told]) =>
      told === undefined
        ? []
        : [[part, told.flatMap(({ parties, record }) => (about(parties, refs) ? [record] : []))]],
    ),
  );

const about = (parties: readonly string[], refs: ReadonlySet<string>) =>
  parties.some((ref) => refs.has(ref));

export function toldByPart(index: ReportIndex, earliest: string): ToldByPart {
  const { supporting, entity } = index;
  const holders = (ref: string | undefined) => index.account(ref)?.holders ?? [];
  return {
    profiles: supporting.profiles?.map(({ party, since, employer }) =>
      tell([party], { at: since ?? earliest, value: employer }),
    ),
    relationships: supporting.relationships?.flatMap(({ from, to, kind, since }) =>
      [
        { party: from, other: to },
        { party: to, other: from },
      ].map(({ party, other }) =>
        tell([party], { at: since ?? earliest, code: kind, key: index.subjectOf(other) }),
      ),
    ),
    sessions: supporting.sessions?.map(({ at, party, account, outcome, channel, device, phone }) =>
      tell(party === undefined ? holders(account) : [party], {
        at,
        code: outcome,
        key: device ? deviceKey(device, entity) : phone && phoneKey(phone),
        value: channel,
      }),
    ),
    cardAuthorizations: supporting.cardAuthorizations?.map(
      ({ at, account, outcome, merchant, city, mcc }) =>
        tell(holders(account), { at, code: outcome, key: nameKey(merchant), city, value: mcc }),
    ),
    declined: supporting.declined?.map(({ at, start, complete = [], reason, context }) =>
      tell(
        [
          ...start.flatMap((from) => [
            ...holders(from.account),
            ...(from.conductors ?? []).map(({ party }) => party),
          ]),
          ...complete.flatMap((to) => holders(to.account)),
        ],
        { at, code: reason, city: context?.city, value: start[0]?.amount },
      ),
    ),
    staffObservations: supporting.staffObservations?.map(
      ({ at, party, code, companion, staffId }) =>
        tell([party], { at, code, key: companion && nameKey(companion), value: staffId }),
    ),
    advertMatches: supporting.advertMatches?.map(
      ({ party, kind, value, city, site, seenOn, confidence }) =>
        tell([party], {
          at: seenOn,
          code: kind,
          key: advertised(kind, value),
          city,
          value: site,
          confidence,
        }),
    ),
    adverseMedia: supporting.adverseMedia?.map(({ party, on, topic, source, confidence }) =>
      tell([party], { at: on, code: topic, value: source, confidence }),
    ),
    facts: supporting.facts?.map(({ party, on, code, source }) =>
      tell([party], { at: on, code, value: source }),
    ),
  };
}

type Loose = { [K in keyof SubjectRecord]: SubjectRecord[K] | undefined } & { at: string };

const tell = (parties: readonly string[], { at, ...rest }: Loose): Told => {
  const present = Object.entries(rest).filter(([, value]) => value);
  return { parties, record: { at, ...Object.fromEntries(present) } };
};

type AdvertKind = NonNullable<Supporting['advertMatches']>[number]['kind'];

function advertised(kind: AdvertKind, value: string): LedgerKey | undefined {
  if (kind === 'phone') return phoneKey(value);
  if (kind === 'email') return emailKey(value);
  return kind === 'handle' ? handleKey(value) : nameKey(value);
}

/** What profiles say of a party; of several the later in the list adds what the earlier leaves out. */
export function profileOf(
  refs: ReadonlySet<string>,
  { profiles = [] }: Supporting,
): Profile | undefined {
  const own = profiles.filter(({ party }) => refs.has(party));
  if (own.length === 0) return undefined;
  const minor = (amount: string | undefined) =>
    amount === undefined ? undefined : parseMinor(amount, 'CAD');
  const firstOf = <T>(read: (profile: (typeof own)[number]) => T | undefined): T | undefined =>
    own.map(read).find((value) => value !== undefined);
  const known = {
    declaredMonthlyIncomeMinor: firstOf((profile) => minor(profile.declaredMonthlyIncome)),
    expectedMonthlyInMinor: firstOf((profile) => minor(profile.expectedMonthlyIn)),
    naics: firstOf((profile) => profile.naics),
    employees: firstOf((profile) => profile.employees),
    openFrom: firstOf((profile) => profile.declaredHours?.from),
    openUntil: firstOf((profile) => profile.declaredHours?.to),
  };
  const addresses = own.flatMap((profile) => profile.addresses ?? []);
  const flaggedPlaces = addresses.flatMap(placeIfFlagged);
  const present = Object.entries(known).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(present),
    addressClasses: [...new Set(addresses.map((address) => address.class))].sort(),
    ...(flaggedPlaces.length > 0 && { flaggedPlaces }),
  };
}

type Address = NonNullable<NonNullable<Supporting['profiles']>[number]['addresses']>[number];

/** A home is nothing to remark, and where a shelter is concerns nobody. */
const placeIfFlagged = ({ class: addressClass, province, city }: Address) =>
  addressClass === 'home' || addressClass === 'shelter' || !province
    ? []
    : [{ province, ...(city && { city }) }];

/** The home that a profile gives, for a party whose own record has no address. */
export const homeOf = (refs: ReadonlySet<string>, { profiles = [] }: Supporting) =>
  profiles
    .filter(({ party }) => refs.has(party))
    .flatMap(({ addresses = [] }) => addresses)
    .find((address) => address.class === 'home');
