import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import { rememberLatest } from '../remember-latest.ts';
import type { PartyDetails } from './contribution.ts';
import type { Entry } from './entry.ts';
import { foldText } from './fold-text.ts';
import type { Ledger } from './ledger.ts';
import type { LinkUse } from './link-keys.ts';
import { perContribution } from './per-contribution.ts';
import { isPay } from './user-details.ts';

/*
 * Who pays wages. An employer has one key, told by each pay alone, and a ledger that lists whom it
 * pays. That ledger never joins anybody into a case.
 *
 * docs/decisions/013-employers-are-ranked-workers-are-not.md
 */

/**
 * The employer that a pay names: an organization by its name, the same at every institution; a person
 * as a subject, else by the account, else by the name within the reporting entity, since names of
 * people are shared.
 *
 * @returns undefined where nothing tells the payer from others.
 */
export function employerOf({ counterparty, entity }: Entry): LedgerKey | undefined {
  if (!counterparty) return undefined;
  const { kind, name, keys } = counterparty;
  if (name && (kind === 'entity' || hasLegalForm(name))) return organizationKey(name);
  const known =
    keys.find((key) => key.startsWith('party:')) ?? keys.find((key) => key.startsWith('account:'));
  if (known) return ledgerKey('employer', known);
  return name ? ledgerKey('employer', 'named', entity, foldText(name)) : undefined;
}

/** Wages of the holder; those of somebody the credit names are collected for that person. */
export const isOwnPay = (entry: Entry): boolean =>
  isPay(entry) && entry.namedBeneficiary === undefined;

/** Which ledgers of employers one report tells of one of its subjects. */
export function employments(
  subject: LedgerKey,
  party: Pick<PartyDetails, 'kind' | 'name'>,
  entries: readonly Entry[],
): LinkUse[] {
  const paid = entries.filter(isPay).flatMap((entry) => {
    const key = employerOf(entry);
    const as = isOwnPay(entry) ? ('worker' as const) : ('collector' as const);
    return key ? [{ key, as, at: entry.at }] : [];
  });
  return [...paid, ...itself(subject, party, entries)];
}

/** Every employer whose ledger may list a subject, so that it is judged again with the subject. */
export function employersIn({ key, contributions }: Ledger): Set<LedgerKey> {
  return new Set(
    [...contributions.values()].flatMap((contribution) =>
      employments(key, contribution.party ?? { kind: 'person' }, aboutWages(contribution)).map(
        (use) => use.key,
      ),
    ),
  );
}

const aboutWages = perContribution(({ entries }) =>
  entries.filter((entry) => isPay(entry) || paysWages(entry)),
);

/** An organization may employ people whether or not a report shows it; a person who pays wages does. */
function itself(
  subject: LedgerKey,
  { kind, name }: Pick<PartyDetails, 'kind' | 'name'>,
  entries: readonly Entry[],
) {
  const as = 'employer' as const;
  if (kind === 'entity') return name ? [{ key: organizationKey(name), as }] : [];
  return entries.some(paysWages) ? [{ key: ledgerKey('employer', subject), as }] : [];
}

/** Out of the own account, or by carrying the money to another's. */
const paysWages = ({ kind, direction, role }: Entry): boolean =>
  kind === 'payroll' && (role === 'conductor' || direction === 'out');

/** "Ferme Exemple inc." and "FERME EXEMPLE" are one: what follows the name says nothing of who it is. */
const organizationKey = rememberLatest((name) => {
  const words = wordsOf(name);
  while (words.length > 1 && legalForms.has(words.at(-1) ?? '')) words.pop();
  return ledgerKey('employer', 'organization', words.join(' '));
});

const hasLegalForm = (name: string): boolean => {
  const words = wordsOf(name);
  return words.length > 1 && legalForms.has(words.at(-1) ?? '');
};

const wordsOf = (name: string): string[] =>
  foldText(name)
    .replace(/[.']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Legal forms of Canadian firms, folded and without points. */
const legalForms: ReadonlySet<string> = new Set([
  'co',
  'company',
  'corp',
  'corporation',
  'enr',
  'inc',
  'incorporated',
  'incorporee',
  'limited',
  'limitee',
  'llp',
  'lp',
  'ltd',
  'ltee',
  'senc',
  'sencrl',
  'ulc',
]);
