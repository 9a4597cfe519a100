import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Disclosure } from './disclosure.ts';
import { verdicts } from './feedback.ts';
import { indicatorFeedback } from './indicator-feedback.ts';

type Said = { caseNumber: number; verdicts: { indicator: string; verdict: 'right' | 'wrong' }[] };

const hex = (number: number) => number.toString(16).padStart(16, '0');
const secrets = ['EXAMPLE', 'officer@', 'ON-KINGSTON', 'case-', 'disclosure-', 'ann'];

/** A disclosure on which its recipient said this. */
const heard = ({ caseNumber, verdicts: given }: Said, place = caseNumber): Disclosure => ({
  disclosureId: `disclosure-${hex(place)}`,
  caseId: `case-${hex(caseNumber)}`,
  recipient: 'ON-KINGSTON',
  language: 'en',
  legalBasis: '55(3)(a)',
  reason: 'Alex EXAMPLE lives there',
  packageDigest: 'a'.repeat(64),
  packageBytes: 1,
  author: 'ann',
  submittedAt: '2026-11-21T10:00:00Z',
  counted: { typology: 'sexual-exploitation', requested: false },
  approver: 'bob',
  approvedAt: '2026-11-21T10:00:00Z',
  status: 'received',
  dispatchedAt: '2026-11-21T10:00:00Z',
  receivedAt: '2026-11-21T10:00:00Z',
  receivedBy: 'officer@ON-KINGSTON',
  feedback: {
    usefulness: 3,
    novelty: 'new',
    use: 'supporting',
    offence: 'other',
    stage: 'investigation',
    outcomes: [],
    namesKnown: true,
    comments: 'Alex EXAMPLE',
    indicators: given.map((one, index) => ({ number: index + 1, ...one })),
    givenAt: '2026-11-22T10:00:00Z',
    givenBy: 'officer@ON-KINGSTON',
  },
});

const all = (count: number, verdict: 'right' | 'wrong', from = 1): Disclosure[] =>
  Array.from({ length: count }, (_, index) =>
    heard({ caseNumber: from + index, verdicts: [{ indicator: 'HT-SEX-001', verdict }] }),
  );

describe('given feedback on one indicator', () => {
  test('when five cases found it right, then they are counted, and the fraction is exact', () => {
    expect(indicatorFeedback([...all(7, 'right'), ...all(5, 'wrong', 100)])).toEqual([
      {
        indicator: 'HT-SEX-001',
        counts: { right: 7, wrong: 5, unknown: 0 },
        precision: { numerator: 7, denominator: 12 },
      },
    ]);
  });

  test('when four found it wrong, then neither that nor a fraction that would tell it', () => {
    const [told] = indicatorFeedback([...all(7, 'right'), ...all(4, 'wrong', 100)]);
    expect(told).toEqual({
      indicator: 'HT-SEX-001',
      counts: { right: 7, wrong: 'few', unknown: 0 },
    });
  });

  test('when nine findings are of four cases, then they are few', () => {
    const finding = { indicator: 'HT-SEX-001', verdict: 'right' as const };
    const few = all(4, 'right').concat(
      [1, 2, 3, 4].map((one) => heard({ caseNumber: one, verdicts: [finding, finding] }, one + 50)),
    );
    expect(indicatorFeedback(few)[0]?.counts.right).toBe('few');
  });

  test('when nobody said anything, then there is nothing', () => {
    expect(indicatorFeedback([])).toEqual([]);
  });
});

const said = fc.record({
  caseNumber: fc.integer({ min: 1, max: 12 }),
  verdicts: fc.array(
    fc.record({
      indicator: fc.constantFrom('HT-SEX-001', 'HT-SEX-002', 'HT-LAB-001'),
      verdict: fc.constantFrom('right' as const, 'wrong' as const),
    }),
    { maxLength: 4 },
  ),
});

describe('for any feedback', () => {
  test('what is counted does not depend on the order in which it is read', () => {
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (given, noise) => {
          const disclosures = given.map((one, place) => heard(one, place + 1));
          const shuffled = disclosures
            .map((one) => ({ one, at: noise.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          expect(indicatorFeedback(shuffled)).toEqual(indicatorFeedback(disclosures));
        },
      ),
    );
  });

  test('nobody is named, and no count is told behind which one to four cases stand', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 60 }), (given) => {
        const told = indicatorFeedback(given.map((one, place) => heard(one, place + 1)));
        for (const secret of secrets) expect(JSON.stringify(told)).not.toContain(secret);
        for (const { indicator, counts, precision } of told) {
          for (const verdict of verdicts) {
            const findings = given.flatMap(({ caseNumber, verdicts: its }) =>
              its
                .filter((one) => one.indicator === indicator && one.verdict === verdict)
                .map(() => caseNumber),
            );
            const cases = new Set(findings).size;
            const few = cases > 0 && cases < 5;
            expect(counts[verdict]).toBe(few ? 'few' : findings.length);
          }
          if (precision) {
            expect(precision.numerator).toBe(counts.right);
            expect(precision.denominator - precision.numerator).toBe(counts.wrong);
          }
        }
      }),
    );
  });
});
