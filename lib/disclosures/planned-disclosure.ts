import { DomainError } from '../errors.ts';
import type { RecipientId } from '../identifiers.ts';
import type { Language } from '../translated.ts';
import { policeBasis, type SecondTestBasis } from './legal-basis.ts';
import {
  isPolice,
  type OtherAgency,
  type PoliceService,
  type Recipient,
  type RoutingTable,
  recipientOn,
} from './recipient.ts';
import type { Routed } from './route.ts';

/** To a police service: the first test is enough. */
type PoliceDisclosure = {
  kind: 'police';
  recipient: PoliceService;
  language: Language;
  legalBasis: typeof policeBasis;
  /** Why this recipient. */
  reason: string;
};

/** To anybody else: it cannot be written down without the facts that meet the second test. */
export type SecondTestDisclosure = {
  kind: 'second-test';
  recipient: OtherAgency;
  language: Language;
  legalBasis: SecondTestBasis;
  /** The facts that meet the second test, in the author's words. */
  secondTest: string;
  reason: string;
  /** Why it must know who the possible victims are; without that it does not learn it. */
  victimsNamedBecause?: string;
};

export type PlannedDisclosure = PoliceDisclosure | SecondTestDisclosure;

/** Whether its recipient learns who the possible victims are. */
export const mayKnowVictims = (planned: PlannedDisclosure): boolean =>
  planned.kind === 'police' || planned.victimsNamedBecause !== undefined;

/** What an author asks for instead of what the routing proposes. */
export type ChosenRecipient = {
  id: RecipientId;
  reason: string;
  language?: Language | undefined;
  secondTest?: { legalBasis: SecondTestBasis; facts: string } | undefined;
  /** Why one that is no police service must know who the possible victims are. */
  victimsNamedBecause?: string | undefined;
};

/** One disclosure for each proposed recipient. @throws DomainError no-recipient */
export function planProposed(routed: readonly Routed[]): PlannedDisclosure[] {
  const planned = routed.flatMap(({ recipient, proposed, reason }) =>
    proposed && isPolice(recipient)
      ? [
          police(recipient, {
            language: languageOf(recipient),
            reason: reason[languageOf(recipient)],
          }),
        ]
      : [],
  );
  if (planned.length === 0) throw new DomainError('no-recipient', 'routing');
  return planned;
}

/**
 * One disclosure for each recipient the author chose, in the author's order.
 *
 * @param day of the decision, ISO date.
 * @throws DomainError no-recipient when a recipient is unknown, named twice or not in force;
 *   second-test-missing when one that is not a police service comes without its own second test.
 */
export function planChosen(
  table: RoutingTable,
  chosen: readonly ChosenRecipient[],
  day: string,
): PlannedDisclosure[] {
  if (new Set(chosen.map(({ id }) => id)).size < chosen.length) {
    throw new DomainError('no-recipient', 'named twice');
  }
  return chosen.map((choice) => {
    const recipient = recipientOn(table, choice.id, day);
    if (!recipient) throw new DomainError('no-recipient', choice.id);
    return plan(recipient, choice);
  });
}

function plan(recipient: Recipient, choice: ChosenRecipient): PlannedDisclosure {
  const language = languageOf(recipient, choice.language);
  const { reason, secondTest } = choice;
  if (isPolice(recipient)) return police(recipient, { language, reason });
  if (!secondTest || !recipient.legalBases.includes(secondTest.legalBasis)) {
    throw new DomainError('second-test-missing', recipient.id);
  }
  const { legalBasis, facts } = secondTest;
  const { victimsNamedBecause } = choice;
  return {
    kind: 'second-test',
    recipient,
    language,
    legalBasis,
    secondTest: facts,
    reason,
    ...(victimsNamedBecause !== undefined && { victimsNamedBecause }),
  };
}

const police = (
  recipient: PoliceService,
  rest: { language: Language; reason: string },
): PoliceDisclosure => ({ kind: 'police', recipient, legalBasis: policeBasis, ...rest });

/** A language the recipient does not work in is not used; its first one is. */
const languageOf = ({ languages }: Recipient, wanted?: Language): Language =>
  languages.find((language) => language === wanted) ?? languages[0] ?? 'en';
