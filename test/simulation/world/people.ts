import { plainParser } from '../../../lib/accepts-plainly.ts';
import { type Case, caseSchema } from '../../../lib/cases/case.ts';
import { httpEvent } from '../../support/http-event.ts';
import { type ActKind, bodyOf, type Look } from './case-work.ts';
import type { End } from './machines.ts';
import type { Random } from './seeded-random.ts';
import type { World } from './world.ts';

/** Something that a person asked for, and how it was answered at last. */
type Act = {
  kind: ActKind;
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
      const all = casesIn(world);
      const theCase = pickCase(all, random);
      if (!theCase) return false;
      const kind = kindFor(theCase, all, random);
      const actor = actorFor(kind, theCase, world);
      const key = `act-${acts.length + 1}`;
      const act: Act = { kind, caseId: theCase.caseId, actor, key };
      acts.push(act);
      const event = requestFor(act, { theCase, others: all, world });
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

const parseCase = plainParser(caseSchema);

export const casesIn = ({ cloud, stores }: World): Case[] =>
  cloud
    .keptItems(stores.tables.cases)
    .flatMap(({ theCase }) => (theCase === undefined ? [] : [parseCase(theCase)]));

function pickCase(all: readonly Case[], random: Random): Case | undefined {
  const cases = all.filter(({ status }) => status !== 'lapsed' && status !== 'merged');
  const begun = cases.filter(({ status }) => status === 'claimed' || status === 'submitted');
  // More often than not people finish what they began.
  const among = begun.length > 0 && random.happens(0.75) ? begun : cases;
  return among.length > 0 ? random.pick(among) : undefined;
}

const likely: Record<Case['status'], Partial<Record<ActKind, number>>> = {
  open: { claim: 9, notes: 0.3, submit: 0.3, exclusions: 0.2 },
  claimed: {
    submit: 5,
    merge: 0.7,
    exclusions: 1.5,
    release: 0.7,
    inclusions: 0.5,
    unmerge: 0.5,
    roles: 0.5,
    reject: 0.4,
    notes: 0.3,
    claim: 0.3,
    'data-requests': 0.2,
    escalations: 0.2,
  },
  submitted: { approve: 7, return: 1, reject: 0.6, notes: 0.3, submit: 0.3, exclusions: 0.2 },
  approved: { exclusions: 0.5, notes: 0.5, inclusions: 0.4, roles: 0.4, approve: 0.4, claim: 0.2 },
  rejected: { notes: 1, claim: 0.3 },
  lapsed: { notes: 1 },
  merged: { notes: 1 },
};

function kindFor(theCase: Case, all: readonly Case[], random: Random): ActKind {
  const held = theCase.status === 'claimed';
  // Two cases at once are rare, and such a chance is rarely left alone.
  if (held && canBe.merge?.(theCase, all) && random.happens(0.4)) return 'merge';
  if (held && canBe.unmerge?.(theCase, all) && random.happens(0.3)) return 'unmerge';
  const kind = random.weighted<ActKind>(likely[theCase.status]);
  // Seldom does anybody ask for what cannot be.
  const can = canBe[kind]?.(theCase, all) ?? true;
  return can || random.happens(0.1) ? kind : 'exclusions';
}

type Possible = (theCase: Case, all: readonly Case[]) => boolean;

/** Whether there is anything that it could be about. */
const canBe: { [Kind in ActKind]?: Possible } = {
  merge: ({ caseId }, all) => all.some((one) => one.status === 'open' && one.caseId !== caseId),
  unmerge: ({ standing, caseId }) => standing?.merges?.some(({ into }) => into === caseId) ?? false,
  inclusions: ({ standing }) => (standing?.excluded ?? []).length > 0,
};

function actorFor(kind: ActKind, theCase: Case, { random }: World): string {
  const reviews = kind === 'approve' || kind === 'return' || kind === 'reject';
  const holder = 'claimedBy' in theCase ? theCase.claimedBy : undefined;
  // Who holds it tries to approve it as well.
  if (reviews) return holder && random.happens(0.1) ? holder : random.pick(approvers);
  if (holder && kind !== 'claim' && random.happens(0.9)) return holder;
  return random.pick(analysts);
}

function requestFor({ kind, caseId, actor, key }: Act, look: Look) {
  const stale = look.theCase.revision > 1 && look.world.random.happens(0.08);
  const scope = approvers.includes(actor) ? 'approver' : 'analyst approver';
  const body = bodyOf(kind, look, stale);
  return httpEvent(`POST /v1/cases/{caseId}/${kind}`, {
    claims: { sub: actor, scope },
    path: { caseId },
    headers: { 'idempotency-key': key },
    body: JSON.stringify(body),
  });
}
