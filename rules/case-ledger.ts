import * as z from 'zod';
import { ledgerKey } from '../lib/identifiers.ts';
import { suppressorIdSchema } from '../lib/indicators/indicator.ts';
import { contactKinds } from '../lib/indicators/measure.ts';
import {
  contributionSchema,
  partyDetailsSchema,
  profileSchema,
  recordParts,
  subjectRecordSchema,
} from '../lib/ledger/contribution.ts';
import {
  type Counterparty,
  channels,
  type Entry,
  entryKinds,
  entrySchema,
  tieKinds,
} from '../lib/ledger/entry.ts';
import { contributionName, type Ledger } from '../lib/ledger/ledger.ts';
import { parseMinor } from '../lib/money.ts';
import { localTimeSchema } from '../lib/time.ts';

/*
 * The short form in which `cases.json` writes a ledger down: what a reader must know to follow the
 * case and nothing else. People, accounts, cards and machines are named by short labels.
 */

const label = z.string().min(1);

const caseEntrySchema = z.strictObject({
  kind: z.enum(entryKinds),
  direction: z.enum(['in', 'out']),
  at: localTimeSchema,
  /** Canadian dollars: "640.00". */
  cad: z.string().regex(/^\d+\.\d{2}$/, 'write dollars and cents, such as "640.00"'),
  /** So many entries, each so many hours after the one before; `#` in a text becomes 1, 2, 3… */
  repeat: z
    .strictObject({ times: z.int().min(2).max(400), everyHours: z.number().positive() })
    .optional(),
  channel: z.enum(channels).optional(),
  role: z.enum(['holder', 'conductor']).optional(),
  /** The other side, by label. */
  with: label.optional(),
  withKind: z.enum(['person', 'entity']).optional(),
  withName: z.string().optional(),
  withCountry: z.string().optional(),
  withAge: z.int().optional(),
  withInstitution: z.string().optional(),
  tie: z.enum(tieKinds).optional(),
  /** The account's label; null where no account takes part, as in an exchange over the counter. */
  account: label.nullable().optional(),
  namedBeneficiary: label.optional(),
  conductorKey: label.optional(),
  device: label.optional(),
  ...entrySchema.pick({
    accountType: true,
    conductor: true,
    memo: true,
    recipientAsTyped: true,
    senderAlias: true,
    purpose: true,
    mcc: true,
    merchant: true,
    city: true,
    province: true,
    country: true,
    latitude: true,
    longitude: true,
    terminal: true,
    card: true,
    cardPresent: true,
    refundOf: true,
    attempted: true,
    feeMinor: true,
    postal: true,
  }).shape,
});
type CaseEntry = z.infer<typeof caseEntrySchema>;

export const caseLedgerSchema = z.strictObject({
  /** Where the subject lives; Toronto unless the case says otherwise. */
  home: z.strictObject({ city: z.string(), province: z.string() }).optional(),
  /** What the reports say of the subject beside its home. */
  subject: partyDetailsSchema.omit({ city: true, province: true }).partial().optional(),
  /** What older reports call it, each in a report of its own that tells nothing else. */
  otherNames: z.array(partyDetailsSchema.pick({ given: true, surname: true })).optional(),
  profile: profileSchema.partial().optional(),
  /** Supporting records. A part given as an empty list was sent empty; one left out was never sent. */
  records: z.partialRecord(z.enum(recordParts), z.array(subjectRecordSchema)).optional(),
  entries: z.array(caseEntrySchema).min(1),
});
export type CaseLedger = z.infer<typeof caseLedgerSchema>;

/** Somebody linked to the subject; its entries call the subject `subject`. */
const caseNeighbourSchema = z.strictObject({
  /** So many alike; `%` in the label and in every text becomes 1, 2, 3… */
  times: z.int().min(2).max(60).optional(),
  ledger: caseLedgerSchema,
  /** Contact details that it shares with the subject, since its first entry. */
  sharing: z.array(z.enum(contactKinds)).min(1).optional(),
});
export type CaseNeighbour = z.infer<typeof caseNeighbourSchema>;

export const casesSchema = z
  .array(
    z.strictObject({
      given: z.string().min(1),
      ledger: caseLedgerSchema,
      /** By the labels that `with` names them by. */
      neighbours: z.record(label, caseNeighbourSchema).optional(),
      outcome: z.enum(['match', 'no-match', 'not-evaluable']),
      /** The strength of the match, where it depends on the facts. */
      strength: z.int().min(1).max(5).optional(),
      /** The innocent explanation that the ledger supports beside the match. */
      explainedBy: suppressorIdSchema.optional(),
    }),
  )
  .min(4);
export type IndicatorCase = z.infer<typeof casesSchema>[number];

const report = { entity: '1234567', reference: 'CASE' };

/** The ledger that a case describes: one report about one subject, whom others call by its label. */
export function expandCaseLedger(theCase: CaseLedger, who = 'subject'): Ledger {
  const home = theCase.home ?? { city: 'Toronto', province: 'ON' };
  const nobody = { kind: 'person', roleHint: 'unknown', given: 'Alex', surname: 'Example' };
  const contribution = contributionSchema.parse({
    report,
    revision: '1',
    entries: theCase.entries.flatMap(repeated).map(toEntry),
    party: { ...nobody, ...theCase.subject, ...home },
    ...(theCase.profile && { profile: { addressClasses: [], ...theCase.profile } }),
    records: {
      ...(theCase.profile && { profiles: [{ at: theCase.entries[0]?.at ?? '' }] }),
      ...theCase.records,
    },
  });
  const older = (theCase.otherNames ?? []).map((name, place) =>
    contributionSchema.parse({
      report: { ...report, reference: `NAME-${place + 1}` },
      revision: '0',
      entries: [],
      party: { ...nobody, ...name },
    }),
  );
  return {
    key: ledgerKey('party', who),
    version: 1,
    contributions: new Map(
      [...older, contribution].map((one) => [contributionName(one.report), one]),
    ),
  };
}

function repeated({ repeat, ...entry }: CaseEntry): CaseEntry[] {
  if (!repeat) return [entry];
  return Array.from({ length: repeat.times }, (_, index) => {
    const numbered = Object.entries(entry).map(([field, value]) => [
      field,
      typeof value === 'string' ? value.replaceAll('#', String(index + 1)) : value,
    ]);
    const at = later(entry.at, index * repeat.everyHours);
    return caseEntrySchema.parse({ ...Object.fromEntries(numbered), at });
  });
}

function toEntry(short: CaseEntry, index: number): Entry {
  const {
    with: other,
    withKind,
    withName,
    withCountry,
    withAge,
    withInstitution,
    tie,
    ...rest
  } = short;
  const { cad, repeat: _, account, namedBeneficiary, conductorKey, device, ...same } = rest;
  const minor = parseMinor(cad, 'CAD') ?? 0;
  const counterparty: Counterparty | undefined = other
    ? {
        key: ledgerKey('party', other),
        keys: [ledgerKey('party', other)],
        kind: withKind ?? 'person',
        ...(withName && { name: withName }),
        ...(withCountry && { country: withCountry }),
        ...(withAge !== undefined && { age: withAge }),
        ...(withInstitution && { institution: withInstitution }),
        ...(tie && { tie }),
      }
    : undefined;
  return entrySchema.parse({
    entity: report.entity,
    report: report.reference,
    transaction: `t${String(index + 1).padStart(3, '0')}`,
    leg: 0,
    role: 'holder',
    channel: usualChannel(short),
    amount: { currency: 'CAD', minor },
    cadMinor: minor,
    ...(account !== null && {
      accountType: 'personal',
      account: ledgerKey('account', account ?? 'own'),
    }),
    ...same,
    ...(counterparty && { counterparty }),
    ...(namedBeneficiary && { namedBeneficiary: ledgerKey('party', namedBeneficiary) }),
    ...(conductorKey && { conductorKey: ledgerKey('party', conductorKey) }),
    ...(device && { device: ledgerKey('device', device) }),
  });
}

/** Cash moves at a machine, purchases at a counter, everything else online. */
const usualChannel = ({ kind }: CaseEntry): Entry['channel'] =>
  kind === 'cash' ? 'abm' : kind === 'card_purchase' ? 'other' : 'online';

/** The same offset, so many hours later. */
function later(at: string, hours: number): string {
  if (hours === 0) return at;
  const offset = at.endsWith('Z') ? 'Z' : at.slice(-6);
  const wall = Date.parse(`${at.slice(0, 19)}Z`) + hours * 3_600_000;
  return new Date(wall).toISOString().slice(0, 19) + offset;
}
