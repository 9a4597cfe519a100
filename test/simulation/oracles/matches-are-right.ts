import type { Match } from '../../../lib/indicators/match.ts';
import type { ReferenceMatch } from '../reference/reference-matches.ts';
import { type Evidence, same } from './evidence.ts';

/** For every subject the matches are those of the reference, from the newest state of its ledger. */
export function matchesAreRight(evidence: Evidence): void {
  const { world, reference, evaluations, ledgers, rulebook } = evidence;
  for (const [subject, { version }] of ledgers) {
    if (!subject.startsWith('party:')) continue;
    const evaluation = evaluations.get(subject);
    if (!evaluation) {
      world.fail('matches', `${subject} was never judged`);
      continue;
    }
    const { ledgerVersion, rulebook: number, matches } = evaluation;
    // What was merged twice may have moved the ledger on without a change.
    if (ledgerVersion > version || number !== rulebook.number) {
      world.fail('matches', `${subject} judged as of ${ledgerVersion}/${version} by ${number}`);
    }
    const expected = reference.matches.get(subject) ?? [];
    if (!same(matches.map(withoutWords), expected)) {
      const [ours, theirs] = [matches.map(withoutWords), expected].map(inShort);
      world.fail('matches', `${subject}: ${ours} instead of ${theirs}`);
    }
  }
}

const withoutWords = ({
  subject: _,
  version: __,
  typologies: ___,
  sentence: ____,
  ...match
}: Match): ReferenceMatch => match;

const inShort = (matches: readonly ReferenceMatch[]): string =>
  JSON.stringify(
    matches.map(({ indicator, from, until, values, strength, evidence, matchId }) => [
      indicator,
      matchId,
      from,
      until,
      strength,
      values,
      evidence.length,
    ]),
  );
