import type { AssessedSubject, Assessment } from '../cases/assessment.ts';
import { type Evidence, type EvidenceTransaction, identityOf } from './evidence.ts';
import { type Part, partsOf } from './parts.ts';

/** `possible-victim` is kept apart from the others throughout: it is never a kind of subject. */
type PartyRole = 'subject' | 'connected' | 'unknown' | 'possible-victim';

/** Somebody who is named in the package. */
export type Member = {
  who: string;
  role: PartyRole;
  assessed: AssessedSubject | undefined;
  /** A reporting entity described this person as possibly a victim. */
  describedAsPossibleVictim: boolean;
  parts: readonly { transaction: EvidenceTransaction; part: Part }[];
};

/** Who is named, and who is only counted. Whoever is in neither has no part in the evidence. */
export type Cast = { members: readonly Member[]; payers: ReadonlySet<string> };

type Played = Member['parts'];

/**
 * Casts everybody who plays a part in the evidence, and the subjects that an indicator speaks of.
 * Buyers, and persons who only ever pay, are counted and not profiled. Members stand in the order
 * of their first transaction, then of their key.
 *
 * @see domain role and victim rules: default unknown, possible victims never as subjects
 */
export function castOf(assessment: Assessment, evidence: Evidence): Cast {
  const assessed = new Map(
    assessment.subjects.map((subject) => [subject.subject as string, subject]),
  );
  const matched = new Set<string>(assessment.matches.map(({ subject }) => subject));
  const hints = hintsOf(evidence);
  const played = playedParts(evidence);
  const nobodyElse = [...matched].filter((who) => hints.has(who) && !played.has(who)).sort();

  const members: Member[] = [];
  const payers = new Set<string>();
  for (const who of [...played.keys(), ...nobodyElse]) {
    const parts = played.get(who) ?? [];
    const hint = hints.get(who) ?? noHints;
    const known = assessed.get(who);
    if (isCountedOnly(known, hint, parts)) {
      payers.add(who);
      continue;
    }
    const describedAsPossibleVictim = hint.roles.has('possible_victim');
    const role = roleOf(known, describedAsPossibleVictim);
    members.push({ who, role, assessed: known, describedAsPossibleVictim, parts });
  }
  return { members, payers };
}

/** A reporter's description lifts nobody to a subject; it can only protect. */
function roleOf(assessed: AssessedSubject | undefined, describedAsVictim: boolean): PartyRole {
  if (assessed?.role === 'exploited-like') return 'possible-victim';
  if (assessed?.role === 'controller-like') return describedAsVictim ? 'unknown' : 'subject';
  if (describedAsVictim) return 'possible-victim';
  return assessed === undefined || assessed.role === 'facilitator' ? 'connected' : 'unknown';
}

type Hints = { kind: 'person' | 'entity'; roles: ReadonlySet<string> };
const noHints: Hints = { kind: 'person', roles: new Set() };

function isCountedOnly(
  assessed: AssessedSubject | undefined,
  { kind, roles }: Hints,
  parts: Played,
): boolean {
  if (roles.has('possible_victim')) return false;
  if (assessed) return assessed.role === 'buyer';
  if (roles.has('buyer')) return true;
  const spokenOf = roles.has('subject') || roles.has('facilitator');
  return kind === 'person' && !spokenOf && parts.every(({ part }) => part.pays);
}

/** What the reports call each party that they list. */
function hintsOf({ reports }: Evidence): Map<string, Hints> {
  const hints = new Map<string, Hints>();
  for (const on of reports) {
    for (const { ref, kind, role } of on.report.parties) {
      const who = identityOf(on, ref);
      const roles = new Set([...(hints.get(who)?.roles ?? []), role]);
      hints.set(who, { kind, roles });
    }
  }
  return hints;
}

function playedParts({
  transactions,
}: Evidence): Map<string, { transaction: EvidenceTransaction; part: Part }[]> {
  const all = transactions.flatMap((transaction) =>
    partsOf(transaction).map((part) => ({ transaction, part })),
  );
  return Map.groupBy(all, ({ part }) => part.who);
}
