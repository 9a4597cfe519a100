import { describe, expect, test } from 'vitest';
import { explainIndicator } from '../lib/indicators/explain-indicator.ts';
import type { ExplainedComparison, ExplainedCondition } from '../lib/indicators/explanation.ts';
import { judgeNetwork } from '../lib/indicators/judge-network.ts';
import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import { markerOf } from '../lib/indicators/minimal-evidence.ts';
import { isNetworkIndicator, type Neighbourhood } from '../lib/indicators/neighbourhood.ts';
import { selectorsIn } from '../lib/indicators/selectors-in.ts';
import { singleRulebook } from '../lib/indicators/single-rulebook.ts';
import { subjectFacts } from '../lib/indicators/subject-facts.ts';
import { measureInWords } from '../lib/indicators/words/quantity-in-words.ts';
import { plainWordings } from '../lib/indicators/words/wording.ts';
import type { EntryRef } from '../lib/ledger/entry.ts';
import type { Ledger } from '../lib/ledger/ledger.ts';
import { instant } from '../lib/time.ts';
import { reducedLedger, withoutOne } from '../test/support/reduced-ledger.ts';
import { expandCaseLedger } from './case-ledger.ts';
import { neighbourhoodOfCase } from './case-neighbours.ts';
import { indicatorFolders, rulebook } from './read-rules.ts';

/* Every case of every indicator is explained, and what is said is asked of the engine once more. */

const words = { match: 'matched', 'no-match': 'not-matched', 'not-evaluable': 'not-evaluable' };

describe.each(indicatorFolders)('$folder', ({ indicator, cases }) => {
  test.each(cases)('given $given, then why', async (theCase) => {
    const ledger = expandCaseLedger(theCase.ledger);
    const neighbourhood = isNetworkIndicator(indicator)
      ? await neighbourhoodOfCase(theCase, rulebook)
      : undefined;
    const explanation = await explainIndicator(rulebook, ledger, indicator.id, { neighbourhood });
    expect(explanation.outcome).toBe(words[theCase.outcome]);
    const again = await explainIndicator(rulebook, ledger, indicator.id, { neighbourhood });
    expect(again).toEqual(explanation);
    if (explanation.outcome === 'not-evaluable') {
      expect(explanation.missing.length).toBeGreaterThan(0);
      return;
    }
    expectConsistent(explanation.conditions);
    if (explanation.outcome === 'not-matched') {
      expect(explanation.failed.length).toBeGreaterThan(0);
      return;
    }
    const { asOf, minimalEvidence, matchId } = explanation;
    const around = { id: indicator.id, neighbourhood };
    const matches = judged(ledger, around);
    expect(matches.at(-1)).toMatchObject({ matchId, sentence: explanation.sentence });
    const holdsOf = (kept: readonly EntryRef[]) =>
      judged(reducedLedger(ledger, kept, asOf), around).some(
        ({ from, until }) => instant(from) <= instant(asOf) && instant(asOf) <= instant(until),
      );
    expect(minimalEvidence.isMinimal).toBe(true);
    expect(holdsOf(minimalEvidence.entries)).toBe(true);
    const stillHolding = withoutOne(minimalEvidence.entries).filter(holdsOf);
    expect(stillHolding).toEqual([]);
  });
});

test('for all indicators, what stands for a moment is counted by no measure', () => {
  const { kind, role, attempted } = markerOf({ entity: '1234567', at: '2026-01-01T00:00:00Z' });
  const documents = [...rulebook.indicators, ...rulebook.suppressors];
  const counting = documents
    .flatMap(({ measures }) => Object.values(measures).flatMap(selectorsIn))
    .filter((asked) => asked.attempted === attempted && ['any', role].includes(asked.role ?? ''))
    .filter((asked) => asked.kind === undefined || [asked.kind].flat().includes(kind));
  expect(counting).toEqual([]);
});

test('for all indicators, measures that differ are told in different words', () => {
  const documents = [...rulebook.indicators, ...rulebook.suppressors];
  const told = { en: new Map<string, string>(), fr: new Map<string, string>() };
  for (const { measures } of documents) {
    const wordings = plainWordings(measures, rulebook.lists.factCodes);
    for (const [name, measure] of Object.entries(measures)) {
      // A quotient is told by the measures that it is made of, not by their names.
      if ('share' in measure || 'peerZ' in measure) continue;
      for (const language of ['en', 'fr'] as const) {
        const words = measureInWords(name, wordings[language]);
        const plain = inOrder(measure);
        const before = told[language].get(words);
        if (before !== undefined) expect([words, before]).toEqual([words, plain]);
        told[language].set(words, plain);
        expect(words).not.toMatch(/undefined|NaN|object|\*|\]\(/);
      }
    }
  }
});

/** As JSON, whatever order its keys and choices are written in. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (Array.isArray(part)) return part.length === 1 ? part[0] : [...part].sort();
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** The matches of one indicator, as they are found when subjects are judged. */
function judged(
  ledger: Ledger,
  { id, neighbourhood }: { id: string; neighbourhood: Neighbourhood | undefined },
) {
  const single = singleRulebook(rulebook, id);
  if (!single) throw new RangeError(id);
  const { matches } = judgeSubject(single, ledger);
  const own = neighbourhood?.subjects.get(ledger.key);
  if (!neighbourhood || !own) return matches.filter(({ indicator }) => indicator === id);
  const subjects = new Map(neighbourhood.subjects).set(ledger.key, {
    ...own,
    facts: subjectFacts(ledger),
    matches,
  });
  const findings = judgeNetwork(single, ledger.key, { ...neighbourhood, subjects });
  return findings.matches.filter(({ indicator }) => indicator === id);
}

/** Groups hold as their parts say, and a comparison holds when it lacks nothing. */
function expectConsistent(condition: ExplainedCondition): void {
  if ('measure' in condition) expectTold(condition);
  else if ('not' in condition) {
    expectConsistent(condition.not);
    expect(condition.holds).toBe(!condition.not.holds);
  } else {
    const parts = 'all' in condition ? condition.all : condition.any;
    parts.forEach(expectConsistent);
    const holding = parts.filter(({ holds }) => holds).length;
    expect(condition.holds).toBe('all' in condition ? holding === parts.length : holding > 0);
  }
}

function expectTold({ value, holds, margin, lacks, words }: ExplainedComparison): void {
  expect(margin === null).toBe(value === null);
  expect(lacks === undefined).toBe(holds || value === null);
  if (lacks !== undefined) expect(lacks).toBeGreaterThan(0);
  expect(`${words.en}${words.fr}`).not.toMatch(/undefined|NaN/);
}
