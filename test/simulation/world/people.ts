import { type Case, caseSchema } from '../../../lib/cases/case.ts';
import { httpEvent } from '../../support/http-event.ts';
import type { End } from './machines.ts';
import type { World } from './world.ts';

const kinds = ['claim', 'release', 'notes', 'submit', 'approve', 'return', 'reject'] as const;
type Kind = (typeof kinds)[number];

/** Something that a person asked for, and how it was answered at last. */
type Act = {
  kind: Kind;
  caseId: string;
  actor: string;
  key: string;
  status?: number;
  /** The decision, as the answer tells it. */
  sequence?: number;
};

/** Analysts and approvers, who do with cases what they may and, now and then, what they may not. */
export type People = {
  acts: readonly Act[];
  /** Somebody does something. @returns false when there is no case to do anything with. */
  act(): boolean;
  /** How many requests are under way. */
  busy(): number;
};

const analysts = ['alice', 'bob'];
const approvers = ['carol', 'dan'];

export function simulatedPeople(world: World): People {
  const { random, machines, temper, trace } = world;
  const acts: Act[] = [];
  let busy = 0;

  function ask(act: Act, event: unknown): void {
    busy += 1;
    trace.note(`${act.actor} asks to ${act.kind} ${act.caseId}`);
    machines.start('decide-case', event, (end) => {
      busy -= 1;
      const { statusCode = 500, body = '{}' } = answerOf(end);
      // Who hears nothing, or of a failure, asks again in the same words.
      if (statusCode >= 500) return ask(act, event);
      trace.note(`${act.actor}: ${act.kind} ${statusCode} ${statusCode > 200 ? body : ''}`);
      act.status = statusCode;
      if (statusCode === 200) act.sequence = (JSON.parse(body) as { sequence: number }).sequence;
    });
  }

  return {
    acts,
    busy: () => busy,
    act() {
      const theCase = pickCase(world);
      if (!theCase) return false;
      const kind = kindFor(theCase, world);
      const actor = actorFor(kind, theCase, world);
      const key = `act-${acts.length + 1}`;
      const act: Act = { kind, caseId: theCase.caseId, actor, key };
      acts.push(act);
      const event = requestFor(act, theCase, world);
      ask(act, event);
      // An impatient person presses the button twice.
      if (random.happens(temper.impatience)) {
        const again = { ...act };
        acts.push(again);
        ask(again, event);
      }
      return true;
    },
  };
}

const answerOf = (end: End) =>
  (end.kind === 'answered' ? end.value : {}) as { statusCode?: number; body?: string };

export const casesIn = ({ cloud, stores }: World): Case[] =>
  cloud
    .keptItems(stores.tables.cases)
    .flatMap(({ theCase }) => (theCase === undefined ? [] : [caseSchema.parse(theCase)]));

function pickCase(world: World): Case | undefined {
  const cases = casesIn(world).filter(({ status }) => status !== 'lapsed' && status !== 'merged');
  const begun = cases.filter(({ status }) => status === 'claimed' || status === 'submitted');
  // More often than not people finish what they began.
  const among = begun.length > 0 && world.random.happens(0.75) ? begun : cases;
  return among.length > 0 ? world.random.pick(among) : undefined;
}

const likely: Record<Case['status'], Partial<Record<Kind, number>>> = {
  open: { claim: 9, notes: 0.5, submit: 0.3 },
  claimed: { submit: 8, release: 0.7, notes: 0.7, reject: 0.4, claim: 0.3 },
  submitted: { approve: 7, return: 1, reject: 0.6, notes: 0.5, submit: 0.3 },
  approved: { notes: 1, approve: 0.4, claim: 0.2 },
  rejected: { notes: 1, claim: 0.3 },
  lapsed: { notes: 1 },
  merged: { notes: 1 },
};

const kindFor = ({ status }: Case, { random }: World): Kind =>
  random.weighted<Kind>(likely[status]);

function actorFor(kind: Kind, theCase: Case, { random }: World): string {
  const reviews = kind === 'approve' || kind === 'return' || kind === 'reject';
  const holder = 'claimedBy' in theCase ? theCase.claimedBy : undefined;
  // Who holds it tries to approve it as well.
  if (reviews) return holder && random.happens(0.1) ? holder : random.pick(approvers);
  if (holder && kind !== 'claim' && random.happens(0.9)) return holder;
  return random.pick(analysts);
}

const bodies: Record<Kind, (revision: number) => object> = {
  claim: () => ({ reason: 'Taken up.' }),
  release: () => ({ reason: 'Let go.' }),
  notes: () => ({ text: 'Looked at it.' }),
  submit: (revision) => ({
    revision,
    grounds: 'Cash comes in at night and leaves again, as several indicators tell.',
  }),
  approve: (revision) => ({ revision, reason: 'The test is met.' }),
  return: (revision) => ({ revision, reason: 'More is needed.' }),
  reject: (revision) => ({ revision, reason: 'The test is not met.' }),
};

function requestFor({ kind, caseId, actor, key }: Act, theCase: Case, { random }: World) {
  const stale = theCase.revision > 1 && random.happens(0.08);
  const revision = theCase.revision - (stale ? 1 : 0);
  const scope = approvers.includes(actor) ? 'approver' : 'analyst approver';
  return httpEvent(`POST /v1/cases/{caseId}/${kind}`, {
    claims: { sub: actor, scope },
    path: { caseId },
    headers: { 'idempotency-key': key },
    body: JSON.stringify(bodies[kind](revision)),
  });
}
