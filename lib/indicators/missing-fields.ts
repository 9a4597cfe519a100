import type { Entry, EntryKind } from '../ledger/entry.ts';
import { type EntryField, entryFields, type SubjectField, subjectFields } from './entry-fields.ts';
import { countryOf } from './entry-places.ts';
import { type FieldsRead, fieldsReadBy } from './fields-read-by.ts';
import type { Measure, Selector } from './measure.ts';
import { amountTest, compilePlainSelector, type PlainSelector } from './selectors.ts';
import type { SubjectFacts } from './subject-facts.ts';

type MissingField = EntryField | SubjectField;
type Subject = Pick<SubjectFacts, 'party' | 'profile'>;

/** Of a selection some entry must tell one of the fields, which are bits, if any are expected to. */
export type FieldNeed = { selection: number; expected: number; anyOf: number };

/** What the documents of a rulebook need entries to tell. */
export type FieldNeeds = {
  needsOf(measure: Measure): FieldNeed[];
  /** For one subject, whose entries are yet to come. */
  newTold(): ToldFields;
};

/** What the entries of one subject tell, as they come. */
export type ToldFields = {
  /** Grows whenever an entry tells something new. */
  version(): number;
  add(entry: Entry): void;
  clear(): void;
  missing(needs: readonly FieldNeed[], subject: Subject): readonly MissingField[];
};

/**
 * What the measures of an indicator read and no entry tells: a bank that never sends terminals says
 * nothing about terminals. A field is missing when the subject has entries of the plain selection
 * (kind, direction, channel, role, account type, attempted, amount) that are of a kind which usually
 * tells the field, and no entry of the selection tells it. A ledger without such entries lacks
 * nothing: it shows that there was no such movement.
 *
 * Fields are told each once, in the order of `entryFields` and `subjectFields`.
 */
export function fieldNeeds(): FieldNeeds {
  const selections: Selection[] = [];
  const numbers = new Map<string, number>();
  const ofSort = new Map<string, readonly number[]>();
  const selectionOf = (plain: PlainSelector): number => {
    const name = JSON.stringify(plain);
    const { amount, ...sort } = plain;
    const number =
      numbers.get(name) ??
      selections.push({
        ofSort: compilePlainSelector(sort),
        ofAmount: amount && amountTest(amount),
      }) - 1;
    numbers.set(name, number);
    return number;
  };
  /** The selections that entries of the same sort could belong to. */
  const selectionsFor = (entry: Entry): readonly number[] => {
    const { kind, direction, channel, role, accountType, attempted } = entry;
    const sort = `${kind} ${direction} ${channel} ${role} ${accountType} ${attempted}`;
    const known =
      ofSort.get(sort) ??
      selections.flatMap((selection, number) => (selection.ofSort(entry) ? [number] : []));
    ofSort.set(sort, known);
    return known;
  };
  return {
    needsOf: (measure) =>
      fieldsReadBy(measure).map(({ of, anyOf }) => {
        const plain = plainPart(of);
        const kinds = kindsTelling(plain.kind, anyOf);
        const selection = selectionOf(plain);
        return {
          selection,
          expected: kinds ? selectionOf({ ...plain, kind: kinds }) : selection,
          anyOf: anyOf.reduce((mask, field) => mask | bit[field], 0),
        };
      }),
    newTold: () => toldFields(selections, selectionsFor),
  };
}

/** A plain selection: by sort of entry and, perhaps, by amount. */
type Selection = {
  ofSort: (entry: Entry) => boolean;
  ofAmount: ((entry: Entry) => boolean) | undefined;
};

const none: readonly MissingField[] = [];

/** What is told of a selection that has no entries. */
const nothing = -1;

function toldFields(
  selections: readonly Selection[],
  selectionsFor: (entry: Entry) => readonly number[],
): ToldFields {
  const told = new Int32Array(selections.length).fill(nothing);
  let version = 0;
  return {
    version: () => version,
    add(entry) {
      const carried = entryTells(entry);
      for (const number of selectionsFor(entry)) {
        const before = told[number] ?? nothing;
        const now = Math.max(before, 0) | carried;
        if (now === before || selections[number]?.ofAmount?.(entry) === false) continue;
        told[number] = now;
        version += 1;
      }
    },
    clear() {
      told.fill(nothing);
      version += 1;
    },
    missing(needs, subject) {
      const ofSubject = subjectTells(subject);
      let missing = 0;
      for (const { selection, expected, anyOf } of needs) {
        if (told[expected] === nothing) continue;
        if (((Math.max(told[selection] ?? 0, 0) | ofSubject) & anyOf) === 0) missing |= anyOf;
      }
      return missing === 0 ? none : fields.filter((field) => (missing & bit[field]) !== 0);
    },
  };
}

const fields: readonly MissingField[] = [...entryFields, ...subjectFields];
const bit = Object.fromEntries(fields.map((field, index) => [field, 2 ** index])) as Record<
  MissingField,
  number
>;

function plainPart(selector: Selector): PlainSelector {
  const { kind, direction, channel, role, accountType, attempted, amount } = selector;
  return {
    ...(kind && { kind }),
    ...(direction && { direction }),
    ...(channel && { channel }),
    ...(role && { role }),
    ...(accountType && { accountType }),
    ...(attempted !== undefined && { attempted }),
    ...(amount && { amount }),
  };
}

/**
 * Of the kinds asked for those that usually tell one of the fields; undefined for all that are asked
 * for, where any kind might tell it or none of them usually does.
 */
function kindsTelling(
  wanted: PlainSelector['kind'],
  anyOf: FieldsRead['anyOf'],
): EntryKind[] | undefined {
  const lists = anyOf.map((field) => usualKinds[field]);
  if (lists.includes(undefined)) return undefined;
  const usual = new Set(lists.flatMap((kinds) => kinds ?? []));
  const both = wanted ? [wanted].flat().filter((kind) => usual.has(kind)) : [...usual];
  return both.length > 0 ? both : undefined;
}

const cards: EntryKind[] = ['card_purchase', 'card_refund', 'cash_advance', 'card_to_card'];
const transfers: EntryKind[] = ['emt', 'wire_dom', 'wire_intl'];
const located: EntryKind[] = ['cash', 'card_purchase', 'card_refund', 'cash_advance'];
const brought: EntryKind[] = ['cash', 'cheque', 'draft', 'money_order', 'casino'];
const sent: EntryKind[] = [...transfers, 'cheque', 'payroll', 'processor_credit'];

/** The kinds of entries in which a field can be expected; absent for what any entry might tell. */
const usualKinds: Partial<Record<MissingField, EntryKind[]>> = {
  city: located,
  province: located,
  country: [...located, 'wire_intl'],
  location: located,
  coordinates: located,
  terminal: ['cash', 'cash_advance'],
  mcc: cards,
  merchant: ['card_purchase', 'card_refund', 'cash_advance', 'bill_payment', 'processor_credit'],
  card: [...cards, 'prepaid_load'],
  'card-present': ['card_purchase'],
  memo: transfers,
  purpose: transfers,
  recipient: ['emt'],
  'sender-alias': ['emt'],
  counterparty: sent,
  'counterparty-name': sent,
  'counterparty-country': ['wire_intl'],
  'counterparty-age': [...transfers, 'cheque', 'card_to_card'],
  institution: [...transfers, 'cheque', 'bill_payment'],
  conductor: brought,
  device: [...transfers, 'bill_payment', 'vc'],
  fee: [...transfers, 'cash'],
  'home-city': located,
};

function entryTells(entry: Entry): number {
  let told = 0;
  for (const [field, isTold] of fieldTests) if (isTold(entry)) told |= field;
  return told;
}

const subjectTells = ({ party, profile }: Subject): number =>
  (party.city === undefined ? 0 : bit['home-city']) |
  (party.province === undefined ? 0 : bit['home-province']) |
  (party.birthDate === undefined ? 0 : bit['birth-date']) |
  (profile?.openFrom === undefined || profile.openUntil === undefined ? 0 : bit['declared-hours']);

const tests: Record<EntryField, (entry: Entry) => boolean> = {
  city: ({ city }) => city !== undefined,
  province: ({ province }) => province !== undefined,
  country: ({ country }) => country !== undefined,
  location: ({ city, latitude, longitude }) =>
    city !== undefined || (latitude !== undefined && longitude !== undefined),
  coordinates: ({ latitude, longitude, postal }) =>
    postal !== undefined || (latitude !== undefined && longitude !== undefined),
  terminal: ({ terminal }) => terminal !== undefined,
  mcc: ({ mcc }) => mcc !== undefined,
  // Whoever is named is a merchant of the list, or is not.
  merchant: ({ merchant, counterparty }) =>
    merchant !== undefined || counterparty?.name !== undefined,
  card: ({ card }) => card !== undefined,
  'card-present': ({ cardPresent }) => cardPresent !== undefined,
  memo: ({ memo }) => memo !== undefined,
  purpose: ({ purpose }) => purpose !== undefined,
  recipient: ({ recipientAsTyped }) => recipientAsTyped !== undefined,
  'sender-alias': ({ senderAlias }) => senderAlias !== undefined,
  counterparty: ({ counterparty }) => counterparty !== undefined,
  'counterparty-name': ({ counterparty }) => counterparty?.name !== undefined,
  'counterparty-country': (entry) => countryOf(entry) !== undefined,
  'counterparty-age': ({ counterparty }) => counterparty?.age !== undefined,
  institution: ({ counterparty }) => counterparty?.institution !== undefined,
  conductor: ({ conductor }) => conductor !== undefined && conductor !== 'unknown',
  device: ({ device }) => device !== undefined,
  fee: ({ feeMinor }) => feeMinor !== undefined,
};

const fieldTests = entryFields.map((field) => [bit[field], tests[field]] as const);
