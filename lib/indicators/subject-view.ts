import type { PartyDetails } from '../ledger/contribution.ts';
import { betweenLocalTimes } from '../time.ts';
import type { Acquaintances } from './acquaintance.ts';
import type { CompiledLists } from './lists.ts';
import type { Place } from './rulebook.ts';
import type { SubjectFacts } from './subject-facts.ts';

/** What selectors read of the subject whose ledger it is. */
export type SubjectView = {
  party: Partial<PartyDetails>;
  /** Its home city; undefined where none is known. */
  home: Place | undefined;
  /** Whether its business is open at so many local minutes after midnight; absent if not declared. */
  isOpen: ((minutes: number) => boolean) | undefined;
  isStranger: Acquaintances['isStranger'];
  /** The keyword lists that have a word of its occupation, employer, business or name. */
  occupationLists: ReadonlySet<string>;
};

export function subjectView(
  { party, profile }: Pick<SubjectFacts, 'party' | 'profile'>,
  { places, keywordLists }: CompiledLists,
  { isStranger }: Acquaintances,
): SubjectView {
  const { openFrom, openUntil } = profile ?? {};
  return {
    party,
    home: places.find(party.city, party.province),
    isOpen: openFrom && openUntil ? betweenLocalTimes(openFrom, openUntil) : undefined,
    isStranger,
    occupationLists: new Set(
      [party.occupation, party.employer, party.business, party.name].flatMap((text) =>
        text === undefined ? [] : [...keywordLists(text)],
      ),
    ),
  };
}
