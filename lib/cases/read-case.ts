import { DomainError } from '../errors.ts';
import { type CaseId, caseIdSchema } from '../identifiers.ts';
import type { Rulebooks } from '../indicators/rulebook.ts';
import {
  type InformationReading,
  mostOnCase,
  possibleOn,
  recordsOn,
} from '../information-records/information-on.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { amendmentDue } from './amendment-due.ts';
import type { CaseView, ChangesView } from './api.ts';
import type { Assessment } from './assessment.ts';
import type { Case, Decision } from './case.ts';
import type { Cases } from './cases.ts';
import { casesBeside } from './cases-beside.ts';
import { isMaterial, nothingChanged } from './changed-facts.ts';
import { freezingKinds } from './frozen-facts.ts';
import type { FrozenRecords } from './frozen-records.ts';
import { isBehind } from './is-behind.ts';
import { viewAssessment } from './view-assessment.ts';

export type CaseReading = InformationReading & {
  cases: Pick<Cases, 'get' | 'assessment' | 'decisions'>;
  frozen: Pick<FrozenRecords, 'changed'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  rulebooks: Rulebooks;
};

/** Whom it would go to is a matter of routing. */
type ReadCase = Omit<CaseView, 'proposedRecipients'>;

/**
 * A case as an analyst works on it.
 *
 * @throws DomainError case-not-found, also for text that is no case id.
 */
export async function readCase(ports: CaseReading, caseId: CaseId): Promise<ReadCase> {
  const known = caseIdSchema.safeParse(caseId).success;
  const theCase = known ? await ports.cases.get(caseId) : undefined;
  if (!theCase) throw new DomainError('case-not-found', known ? caseId : 'no case id');
  const [assessment, decisions] = await Promise.all([
    ports.cases.assessment(caseId),
    ports.cases.decisions(caseId),
  ]);
  return {
    case: theCase,
    beside: assessment ? await casesBeside(ports.cases, assessment) : [],
    ...(assessment && { assessment: await explained(ports, assessment) }),
    assessmentBehind: isBehind(theCase, assessment),
    nothingLeft: theCase.status !== 'merged' && !assessment?.matches.length,
    ...(await changesOf(ports, theCase, decisions)),
    ...(await informationOn(ports, theCase, assessment)),
    decisions,
    links: { self: `/v1/cases/${caseId}` },
  };
}

/** The first of what agencies have to do with it; the rest is read page by page. */
async function informationOn(
  ports: InformationReading,
  theCase: Case,
  assessment: Assessment | undefined,
) {
  const [records, possible] = await Promise.all([
    recordsOn(ports, theCase, assessment, { limit: mostOnCase }),
    possibleOn(ports, assessment, { limit: mostOnCase }),
  ]);
  return {
    informationRecords: records.items,
    possibleMatches: possible.items,
    moreInformation: { informationRecords: records.more, possibleMatches: possible.more },
  };
}

async function explained({ ledgers, rulebooks }: CaseReading, assessment: Assessment) {
  const subjects = assessment.subjects.map(({ subject }) => subject);
  const [held, rulebook] = await Promise.all([ledgers.getMany(subjects), rulebooks.active()]);
  return viewAssessment(assessment, held, rulebook);
}

/** How the facts differ from those that the last decision on them was taken on. */
async function changesOf(
  { frozen }: CaseReading,
  { caseId, status }: Case,
  decisions: readonly Decision[],
): Promise<Pick<CaseView, 'changes' | 'amendmentDue'>> {
  const since = decisions.flatMap(freezing).at(-1);
  // Nobody holds it any more, or not this case.
  if (!since || status === 'open' || status === 'lapsed' || status === 'merged') return {};
  const changedSince = async (sequence: number) =>
    (await frozen.changed({ caseId, sequence })) ?? nothingChanged;
  const changed = await changedSince(since.sequence);
  const changes: ChangesView = { since, material: isMaterial(changed), ...changed };
  if (status !== 'approved') return { changes };
  for (const sequence of stillTold(decisions)) {
    const due = amendmentDue(await changedSince(sequence));
    if (due) return { changes, amendmentDue: due };
  }
  return { changes };
}

function freezing({ kind, sequence, at }: Decision): ChangesView['since'][] {
  const frozen = freezingKinds.find((one) => one === kind);
  return frozen ? [{ kind: frozen, sequence, at }] : [];
}

/**
 * The decisions whose packages recipients are to rely on: the last submission, and every amendment that
 * was approved, without those in whose place another one is or that were called back.
 */
function stillTold(decisions: readonly Decision[]): number[] {
  const approved = new Set(
    decisions.flatMap(({ kind, about }) => (kind === 'approve-amendment' ? (about ?? []) : [])),
  );
  const left = decisions.filter(
    ({ kind, disclosures: built = [] }) =>
      kind === 'amend' && built.some(({ disclosureId }) => approved.has(disclosureId)),
  );
  const recalled = decisions.filter(({ kind }) => kind === 'recall');
  const over = new Set([...left, ...recalled].map(({ about }) => about));
  const submission = decisions.findLast(({ kind }) => kind === 'submit');
  return [...(submission ? [submission] : []), ...left]
    .filter(({ disclosures = [] }) => disclosures.some((one) => !over.has(one.disclosureId)))
    .map(({ sequence }) => sequence);
}
