import { assessmentOf } from '../../../lib/aws/assessment-item.ts';
import type { Assessment } from '../../../lib/cases/assessment.ts';
import type { Case, Decision } from '../../../lib/cases/case.ts';
import type { World } from './world.ts';

/** What people ask for about a case, by the last part of the route, and as what it is recorded. */
export const acts = {
  claim: 'claim',
  release: 'release',
  notes: 'note',
  submit: 'submit',
  approve: 'approve',
  return: 'return',
  reject: 'reject',
  exclusions: 'exclude',
  inclusions: 'include',
  roles: 'set-role',
  'data-requests': 'request-data',
  escalations: 'escalate',
  merge: 'merge',
  unmerge: 'unmerge',
} as const satisfies Record<string, Decision['kind']>;
export type ActKind = keyof typeof acts;

/** What somebody who looks at the case may ask for; a good part of it is refused. */
export type Look = { theCase: Case; others: readonly Case[]; world: World };

const bodies: Record<ActKind, (look: Look) => object> = {
  claim: () => ({ reason: 'Taken up.' }),
  release: () => ({ reason: 'Let go.' }),
  notes: () => ({ text: 'Looked at it.' }),
  submit: () => ({
    grounds: 'Cash comes in at night and leaves again, as several indicators tell.',
  }),
  approve: () => ({ reason: 'The test is met.' }),
  return: () => ({ reason: 'More is needed.' }),
  reject: () => ({ reason: 'The test is not met.' }),
  exclusions: (look) => ({
    evidence: [oneOf(look, evidenceIn(look), noEvidence)],
    reason: 'A refund.',
  }),
  inclusions: (look) => ({
    evidence: [oneOf(look, setAsideIn(look), noEvidence)],
    reason: 'No refund.',
  }),
  roles: (look) => ({
    subject: oneOf(look, subjectsIn(look), `party:${'0'.repeat(24)}`),
    role: look.world.random.pick(['controller-like', 'exploited-like', 'unknown']),
    reason: 'As the facts tell.',
  }),
  'data-requests': () => ({
    entity: '1000001',
    missing: ['income'],
    reason: 'It would tell whose flat it is.',
  }),
  escalations: ({ world }) => ({
    called: 'ON-OPP',
    calledAt: new Date(world.clock.now()).toISOString(),
    reason: 'It cannot wait.',
  }),
  merge: (look) => ({ other: oneOf(look, openBeside(look), noCase), reason: 'They are one.' }),
  unmerge: (look) => ({ other: oneOf(look, mergedInto(look), noCase), reason: 'They are two.' }),
};

const namingRevision = (kind: ActKind): boolean =>
  !['claim', 'release', 'notes', 'data-requests', 'escalations'].includes(kind);

/** @param stale whether to name the revision before the one that was read. */
export function bodyOf(kind: ActKind, look: Look, stale: boolean): object {
  const revision = look.theCase.revision - (stale ? 1 : 0);
  return { ...bodies[kind](look), ...(namingRevision(kind) && { revision }) };
}

const noEvidence = { entity: '1000001', reference: 'none', transaction: 'none' };
const noCase = `case-${'0'.repeat(16)}`;

const oneOf = <T>({ world }: Look, some: readonly T[], otherwise: T): T =>
  some.length > 0 ? world.random.pick(some) : otherwise;

function assessmentIn({ theCase, world }: Look): Assessment | undefined {
  const item = world.cloud
    .keptItems(world.stores.tables.cases)
    .find(({ pk, sk }) => pk === `CASE#${theCase.caseId}` && sk === 'ASSESSMENT');
  return item && assessmentOf(item).assessment;
}

const evidenceIn = (look: Look) =>
  (assessmentIn(look)?.matches ?? []).flatMap(({ evidence }) =>
    evidence.map(({ leg: _, ...name }) => name),
  );

const setAsideIn = ({ theCase }: Look) =>
  (theCase.standing?.excluded ?? []).map(({ sequence: _, ...evidence }) => evidence);

const subjectsIn = (look: Look) =>
  (assessmentIn(look)?.subjects ?? []).map(({ subject }) => subject);

const openBeside = ({ theCase, others }: Look) =>
  others.flatMap(({ caseId, status }) =>
    caseId !== theCase.caseId && status === 'open' ? caseId : [],
  );

const mergedInto = ({ theCase }: Look) =>
  (theCase.standing?.merges ?? []).flatMap(({ into, from }) =>
    into === theCase.caseId ? from : [],
  );
