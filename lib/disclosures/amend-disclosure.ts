import { type Assessment, assessmentDigest } from '../cases/assessment.ts';
import type { Case } from '../cases/case.ts';
import { changedReports } from '../cases/changed-facts.ts';
import {
  type FactsToFreeze,
  type FrozenFacts,
  factsToFreeze,
  judgementsIn,
} from '../cases/frozen-facts.ts';
import { isBehind } from '../cases/is-behind.ts';
import type { ReportStandings } from '../cases/report-standings.ts';
import { DomainError } from '../errors.ts';
import { type DisclosureId, digest, type UserId } from '../identifiers.ts';
import { localDate } from '../time.ts';
import { amendmentOf, type NamedPackage, possibleVictimsSince } from './amendment-of.ts';
import { nothingLeftWords } from './amendment-words.ts';
import { buildPackage } from './build-package.ts';
import { countedInPackage } from './counted-in-package.ts';
import { type DisclosureDecisionPorts, decideOnDisclosure } from './decide-on-disclosure.ts';
import {
  type Disclosure,
  type DispatchedDisclosure,
  isOut,
  type ReceivedDisclosure,
  type SubmittedDisclosure,
  stillTells,
} from './disclosure.ts';
import { freezeContents } from './freeze-package.ts';
import { frozenOf } from './frozen-of.ts';
import { indicatorsInPackage } from './indicators-in-package.ts';
import { secondTestBases } from './legal-basis.ts';
import type { DisclosurePackage, PackageContents } from './package.ts';
import { parsePackage } from './parse-package.ts';
import { mayKnowVictims, type PlannedDisclosure, planChosen } from './planned-disclosure.ts';
import { readEvidence } from './read-evidence.ts';
import { readPackage } from './read-package.ts';
import type { RoutingTable } from './recipient.ts';
import type { SubmitPorts } from './submit-case.ts';
import type { DecisionTaken } from './take-decision.ts';
import { type UnfitWord, unfitWords } from './words.ts';

export type AmendPorts = SubmitPorts & DisclosureDecisionPorts & { standings: ReportStandings };

export type AmendRequest = {
  disclosureId: DisclosureId;
  actor: UserId;
  /** Why the test is still met; of a withdrawal, why it is no longer. */
  grounds: string;
  /** The facts that meet the second test now, where the recipient is no police service. */
  secondTest?: string | undefined;
  /**
   * Why a recipient that is no police service must know who the possible victims of now are. What was
   * written for the first package was about those of then.
   */
  victimsNamedBecause?: string | undefined;
  requestKey?: string | undefined;
};

type Out = DispatchedDisclosure | ReceivedDisclosure;
type Built = {
  named: NamedPackage | undefined;
  victimsNamedBecause?: string | undefined;
  facts: FactsToFreeze;
};

/**
 * Submits an amendment of a package that has left, to the same recipient: a package of its own, frozen
 * from the facts of now, that names the first one and says what became of it. Where nothing is left to
 * disclose, it withdraws the first. The first package itself never changes. Whoever held the case may
 * have left: any analyst can be its author.
 *
 * @throws DomainError disclosure-not-in-that-state when it is in no outbox, was amended or called back,
 *   or an amendment of it waits already; recall-required when it named somebody who is seen as a possible
 *   victim now to a recipient that may not know who possible victims are: whatever took its place would
 *   tell that of a name the recipient has; assessment-changed when a correction is on
 *   its way; and what `submitCase` throws.
 */
export async function amendDisclosure(
  ports: AmendPorts,
  { grounds, secondTest, victimsNamedBecause, ...request }: AmendRequest,
): Promise<DecisionTaken & { warnings: UnfitWord[] }> {
  const further = { secondTest, victimsNamedBecause };
  const decision = { ...request, kind: 'amend' as const, reason: grounds, further };
  const taken = await decideOnDisclosure(ports, decision, async (found, theCase, at) => {
    const out = demandAmendable(found);
    const before = await namedPackage(ports, out);
    const words = { grounds, secondTest, victimsNamedBecause };
    const built = await build(ports, { out, before, theCase, words });
    const author = request.actor;
    const amendment = await freeze(ports, { out, before, built, theCase, author, at });
    const { disclosureId } = amendment;
    return {
      facts: built.facts,
      disclosures: [{ ...out, amendmentSubmitted: disclosureId }, amendment],
      named: [amendment],
    };
  });
  return { ...taken, warnings: unfitWords(grounds) };
}

function demandAmendable(found: Disclosure): Out {
  if (!isOut(found) || !stillTells(found) || found.amendmentSubmitted) {
    throw new DomainError('disclosure-not-in-that-state', found.disclosureId);
  }
  return found;
}

type Before = { package: NamedPackage<DisclosurePackage>; frozen: FrozenFacts };

async function namedPackage(ports: AmendPorts, out: Out): Promise<Before> {
  const [bytes, frozen] = await Promise.all([readPackage(ports, out), frozenOf(ports, out)]);
  const contents = parsePackage(bytes);
  // The order in which reports were frozen is the order of their labels.
  const { reports, judgements } = frozen;
  const named = { contents, reports, indicators: out.indicators, roles: judgements?.roles };
  return { package: named, frozen };
}

type Words = Pick<AmendRequest, 'grounds' | 'secondTest' | 'victimsNamedBecause'>;
type Question = { out: Out; before: Before; theCase: Case; words: Words };

async function build(ports: AmendPorts, question: Question): Promise<Built> {
  const { before, theCase } = question;
  const assessment = await ports.cases.assessment(theCase.caseId);
  // Evidence that counts again a moment ago may be what there is to disclose.
  if (isBehind(theCase, assessment)) throw new DomainError('assessment-behind', theCase.caseId);
  if (!assessment || !isDisclosable(assessment)) {
    const { rulebook, subjects } = before.frozen;
    const assessed = assessment ? assessmentDigest(assessment) : '';
    const facts = { rulebook, subjects, assessmentDigest: assessed, reports: [], matches: [] };
    return { named: undefined, facts };
  }
  return buildAnew(ports, question, assessment);
}

/** Only what passes a gate meets the test. */
const isDisclosable = ({ outcome, matches }: Assessment): boolean =>
  (outcome === 'review' || outcome === 'priority') && matches.length > 0;

async function buildAnew(
  ports: AmendPorts,
  { out, before, words }: Question,
  assessment: Assessment,
): Promise<Built> {
  const [{ evidence, supporting }, rulebook, table] = await Promise.all([
    readEvidence(ports, assessment),
    ports.rulebooks.active(),
    ports.routingTables.active(),
  ]);
  if (rulebook.number !== assessment.rulebook) {
    throw new DomainError('assessment-changed', out.caseId);
  }
  const planned = planAgain(table, out, words);
  const { referrals } = table;
  const shared = { assessment, evidence, rulebook };
  const contents = buildPackage({ ...shared, planned, statement: words.grounds, referrals });
  const reports = evidence.reports.map(({ key, digest: read }) => ({ ...key, digest: read }));
  const indicators = indicatorsInPackage(shared);
  const judgements = judgementsIn(assessment);
  const told = before.package.roles;
  if (!mayKnowVictims(planned) && possibleVictimsSince(told, judgements.roles) > 0) {
    throw new DomainError('recall-required', out.disclosureId);
  }
  return {
    named: { contents, reports, indicators, roles: judgements.roles },
    victimsNamedBecause: namedBecause(planned),
    facts: { ...factsToFreeze(assessment, supporting, reports), judgements },
  };
}

/** Whoever received the first package is told, also when it may receive no new one any more. */
function planAgain(
  table: RoutingTable,
  first: Out,
  { secondTest: rewritten, victimsNamedBecause }: Words,
): PlannedDisclosure {
  const { recipient: id, reason, language, legalBasis, secondTest } = first;
  const basis = secondTestBases.find((one) => one === legalBasis);
  const facts = rewritten ?? secondTest;
  const test = basis && facts !== undefined && { legalBasis: basis, facts };
  const choice = {
    ...{ id, reason, language, victimsNamedBecause },
    ...(test && { secondTest: test }),
  };
  const [planned] = planChosen(table, [choice], localDate(first.submittedAt));
  if (!planned) throw new DomainError('no-recipient', id);
  return planned;
}

const namedBecause = (planned: PlannedDisclosure): string | undefined =>
  planned.kind === 'second-test' ? planned.victimsNamedBecause : undefined;

type Freezing = {
  out: Out;
  before: Before;
  built: Built;
  theCase: Case;
  author: UserId;
  at: string;
};

async function freeze(
  ports: AmendPorts,
  { out, before, built, theCase, author, at }: Freezing,
): Promise<SubmittedDisclosure> {
  const keys = before.frozen.reports.map(({ entity, reference }) => ({ entity, reference }));
  const changed = changedReports(before.frozen, await ports.standings.of(keys));
  const amendment = amendmentOf(before.package, built.named, changed);
  const contents = built.named?.contents ?? withdrawalOf(before.package.contents);
  const { disclosureId, bytes } = await freezeContents(
    ports,
    { ...contents, amendment },
    {
      caseId: out.caseId,
      recipient: out.recipient,
      sequence: theCase.decisions + 1,
      preparedAt: at,
    },
  );
  const { caseId, recipient, language, legalBasis, reason } = out;
  const { victimsNamedBecause } = built;
  const secondTest = built.named ? contents.cover.secondTest?.facts : out.secondTest;
  return {
    disclosureId,
    caseId,
    recipient,
    language,
    legalBasis,
    reason,
    ...(secondTest && { secondTest }),
    ...(victimsNamedBecause !== undefined && { victimsNamedBecause }),
    packageDigest: digest(bytes),
    packageBytes: bytes.byteLength,
    indicators: built.named?.indicators ?? [],
    amends: amendment.amends,
    first: amendment.first,
    author,
    submittedAt: at,
    counted: countedInPackage(bytes, theCase),
    status: 'submitted',
  };
}

/** To whom the earlier package went and by which law, and nothing else that it said. */
const withdrawalOf = ({ schema, cover }: DisclosurePackage): PackageContents => {
  const { preparedAt: _, secondTest: __, ...rest } = cover;
  const nothingLeft = nothingLeftWords(cover.language);
  return {
    schema,
    cover: { ...rest, test: nothingLeft },
    grounds: { statement: nothingLeft, facts: [] },
    parties: [],
    possibleVictims: [],
    referrals: [],
    accounts: [],
    transactions: [],
    reports: [],
    reportCounts: [],
    reporterCounts: [],
    indicators: [],
    relationships: [],
    payersCounted: 0,
  };
};
