import { DomainError } from '../errors.ts';
import { type CaseId, caseIdSchema } from '../identifiers.ts';
import { type Assessment, assessmentDigest } from './assessment.ts';
import type { Case } from './case.ts';
import { caseNetwork } from './case-network.ts';
import { evidenceTimeline } from './evidence-timeline.ts';
import type { CaseNetwork, CaseTimeline } from './network-api.ts';
import { layNetworkOut } from './network-layout.ts';
import { displayName, partyFacts } from './party-facts.ts';
import type { CaseReading } from './read-case.ts';

type Reading = Pick<CaseReading, 'ledgers'> & {
  cases: Pick<CaseReading['cases'], 'get' | 'assessment'>;
};

/**
 * The picture of a case: who and what hangs together, with places to draw it at.
 *
 * @throws DomainError case-not-found, also for a case of which nothing is left.
 */
export async function readNetwork(ports: Reading, caseId: CaseId): Promise<CaseNetwork> {
  const { theCase, assessment, ledgers } = await readFacts(ports, caseId);
  const { nodes, edges } = caseNetwork(assessment, ledgers, theCase);
  const places = layNetworkOut(
    nodes.map(({ id }) => id),
    edges,
  );
  return {
    caseId,
    digest: assessmentDigest(assessment),
    nodes: nodes.map((node) => ({ ...node, ...(places.get(node.id) ?? { x: 0, y: 0 }) })),
    edges,
  };
}

/**
 * A page of the course of a case in time: every entry that a finding rests on or that was set aside.
 *
 * @param query `from`: how many entries come before the page.
 * @throws DomainError case-not-found, also for a case of which nothing is left.
 */
export async function readTimeline(
  ports: Reading,
  caseId: CaseId,
  { from, limit }: { from: number; limit: number },
): Promise<{ page: Omit<CaseTimeline, 'next'>; next?: number }> {
  const { assessment, ledgers } = await readFacts(ports, caseId);
  const { entries: all } = evidenceTimeline(assessment, ledgers, (subject) => {
    const ledger = ledgers.get(subject);
    return ledger && displayName(partyFacts(ledger));
  });
  const entries = all.slice(from, from + limit);
  const supported = new Set(entries.flatMap((entry) => entry.matches));
  const matches = assessment.matches
    .filter(({ matchId }) => supported.has(matchId))
    .map(({ matchId, subject, indicator, from: first, until, sentence }) => ({
      ...{ matchId, subject, indicator },
      ...{ from: first, until, sentence },
    }));
  const page = { caseId, digest: assessmentDigest(assessment), entries, matches };
  return from + limit < all.length ? { page, next: from + limit } : { page };
}

async function readFacts({ cases, ledgers }: Reading, caseId: CaseId): Promise<Facts> {
  const known = caseIdSchema.safeParse(caseId).success;
  const [theCase, assessment] = known
    ? await Promise.all([cases.get(caseId), cases.assessment(caseId)])
    : [];
  if (!theCase || !assessment) {
    throw new DomainError('case-not-found', known ? caseId : 'no case id');
  }
  const subjects = assessment.subjects.map(({ subject }) => subject);
  return { theCase, assessment, ledgers: await ledgers.getMany(subjects) };
}

type Facts = {
  theCase: Case;
  assessment: Assessment;
  ledgers: Awaited<ReturnType<CaseReading['ledgers']['getMany']>>;
};
