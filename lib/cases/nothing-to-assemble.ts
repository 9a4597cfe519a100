import { concurrently } from '../concurrently.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Judged } from '../indicators/evaluate-subjects.ts';
import { judgeNetwork } from '../indicators/judge-network.ts';
import { needsOthers } from '../indicators/needs-others.ts';
import { isNetworkIndicator, neighbourhoodOf } from '../indicators/neighbourhood.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Assembly } from './cases.ts';
import { type KnownLedgers, knownLedgers } from './known-ledgers.ts';
import { isKind, tiers } from './link-limits.ts';
import { linkSubjects } from './link-subjects.ts';
import { loadNamedOften, namesOf } from './neighbours.ts';

export type QuietPorts = {
  ledgers: Pick<Ledgers, 'getMany'>;
  assembly: Pick<Assembly, 'everIn'>;
};

/**
 * Those of the judged subjects whose assembly would find nothing and write nothing: no indicator holds,
 * nobody is linked to them, and they never were in a case. It is the last round of `assembleCase`, done
 * for many together: what is stored is read first, and then the same facts. So it rests on the same
 * promise, that whoever writes a case from older facts looks again.
 *
 * @see docs/decisions/005-case-identity-and-convergence.md
 */
export const nothingToAssemble =
  ({ ledgers, assembly }: QuietPorts) =>
  async (judged: readonly Judged[], rulebook: Rulebook): Promise<Set<LedgerKey>> => {
    const quiet = judged.filter(
      ({ evaluation, ledger }) => evaluation.matches.length === 0 && !sharesAJoint(ledger),
    );
    if (quiet.length === 0) return new Set();
    const never = await neverIn(quiet, assembly);
    const known = knownLedgers(
      ledgers,
      quiet.map(({ ledger }) => ledger),
    );
    // Read together they cost least; what cannot be read is met again by those it concerns.
    await Promise.allSettled([loadNamedOften(never, known)]);

    const nothing = new Set<LedgerKey>();
    await concurrently(never, async (subject) => {
      // Whoever this fails for is assembled, where it fails alone.
      const [found] = await Promise.allSettled([findsNothing(subject, known, rulebook)]);
      if (found.status === 'fulfilled' && found.value) nothing.add(subject);
    });
    return nothing;
  };

/** Those of the judged who never were in a case: of whom that is not told it is read. */
async function neverIn(judged: readonly Judged[], assembly: QuietPorts['assembly']) {
  const untold = judged.filter(({ everInCase }) => everInCase === undefined);
  const keys = untold.map(({ ledger }) => ledger.key);
  const found = keys.length > 0 ? await assembly.everIn(keys) : new Set<LedgerKey>();
  return judged
    .filter(({ ledger, everInCase }) => !(everInCase ?? found.has(ledger.key)))
    .map(({ ledger }) => ledger.key);
}

/** Who most likely is linked is not looked at twice. */
const sharesAJoint = ({ uses = [] }: Ledger): boolean =>
  uses.some(({ key, shared }) => shared && tiers.some(({ kinds }) => isKind(key, kinds)));

/** @param subject one of which no indicator holds that reads its own ledger alone. */
async function findsNothing(
  subject: LedgerKey,
  known: KnownLedgers,
  rulebook: Rulebook,
): Promise<boolean> {
  const { subjects, beyond } = await linkSubjects(subject, known);
  if (subjects.length + beyond.length > 1) return false;
  const lookingBeyond = rulebook.indicators.filter(isNetworkIndicator);
  if (lookingBeyond.length === 0) return true;
  const keys = [...known.keysOf(subject)];
  await known.load(keys);
  const isAlone = keys.flatMap(known.usersOf).every((user) => user.subject === subject);
  if (isAlone && lookingBeyond.every(needsOthers)) return true;
  const neighbourhood = neighbourhoodOf({
    ledgers: [known.ledger(subject)],
    evaluations: new Map(),
    users: new Map(keys.map((key) => [key, known.usersOf(key)])),
    namesOf: (one) => namesOf(one, known),
  });
  return judgeNetwork(rulebook, subject, neighbourhood).matches.length === 0;
}
