import type { Entry } from '../../ledger/entry.ts';
import { foldText } from '../../ledger/fold-text.ts';
import { localDate } from '../../time.ts';
import { aliasesOf } from '../aliases.ts';
import { areaOf, cityOf, countryIn } from '../entry-places.ts';
import type { CompiledLists } from '../lists.ts';
import type { DistinctField, Selector } from '../measure.ts';
import type { SubjectView } from '../subject-view.ts';

/**
 * What an entry has of a field: no value, one, or several where it has several aliases or its
 * merchant is of several groups. Of groups only those the selector asks for are told apart.
 */
export function fieldValues(
  field: DistinctField,
  selector: Selector,
  lists: CompiledLists,
): (entry: Entry, subject: SubjectView) => readonly string[] {
  const { places } = lists;
  switch (field) {
    case 'alias':
      return (entry, { party }) => aliasesOf(entry, party);
    case 'merchantGroup':
      return groupsAsked(selector, lists);
    case 'category': {
      const groupsOf = groupsAsked(selector, lists);
      return (entry) => (entry.kind === 'payroll' ? ['PAYROLL'] : groupsOf(entry));
    }
    case 'area':
      return one((entry) => areaOf(entry, places));
    default:
      return one(single[field]);
  }
}

/** The merchant groups of an entry among those the selector asks for, all of them if it asks for none. */
function groupsAsked({ merchantGroup }: Selector, lists: CompiledLists) {
  const asked = [merchantGroup ?? lists.groupNames].flat();
  const groups = asked.map((name) => ({ name, has: lists.merchantGroup(name) }));
  return ({ mcc }: Entry): readonly string[] =>
    mcc === undefined ? [] : groups.filter(({ has }) => has(mcc)).map(({ name }) => name);
}

const one =
  (read: (entry: Entry) => string | undefined) =>
  (entry: Entry): readonly string[] => {
    const value = read(entry);
    return value === undefined ? [] : [value];
  };

const merchantOf = ({ merchant, counterparty }: Entry): string | undefined => {
  const name = merchant ?? (counterparty?.kind === 'entity' ? counterparty.name : undefined);
  return name === undefined ? undefined : foldText(name);
};

const single: Record<
  Exclude<DistinctField, 'alias' | 'merchantGroup' | 'category' | 'area'>,
  (entry: Entry) => string | undefined
> = {
  counterparty: ({ counterparty }) => counterparty?.key,
  counterpartyAmount: ({ counterparty, cadMinor }) =>
    counterparty === undefined || cadMinor === undefined
      ? undefined
      : `${counterparty.key} ${cadMinor}`,
  localDate: ({ at }) => localDate(at),
  city: cityOf,
  province: ({ province }) => province,
  country: countryIn,
  // A number means something only to the institution whose machine it is.
  terminal: ({ entity, terminal }) =>
    terminal === undefined ? undefined : `${entity} ${terminal}`,
  merchant: merchantOf,
  amount: ({ cadMinor }) => (cadMinor === undefined ? undefined : String(cadMinor)),
  card: ({ card }) => card,
  account: ({ account }) => account,
  device: ({ device }) => device,
  institution: ({ counterparty }) => counterparty?.institution,
  namedBeneficiary: ({ namedBeneficiary }) => namedBeneficiary,
  conductor: ({ conductorKey }) => conductorKey,
  // A stay is one place on one date: two charges of one night are one stay.
  stay: (entry) => {
    const merchant = merchantOf(entry);
    if (merchant === undefined) return undefined;
    return `${merchant}, ${cityOf(entry) ?? ''}, ${localDate(entry.at)}`;
  },
};
