import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import type { Evaluation } from '../indicators/match.ts';
import { evaluationItem, evaluationOf } from './evaluation-item.ts';
import { packJson } from './packed-json.ts';

const subject: LedgerKey = ledgerKey('party', 'robin');
const nothing: Evaluation = {
  ...{ subject, ledgerVersion: 7, rulebook: 3 },
  ...{ matches: [], notEvaluable: [], explanations: [] },
};

/** A match that names so many entries. */
const match = (entries: number): Evaluation['matches'][number] => ({
  matchId: 'match-0123456789abcdef',
  subject,
  indicator: 'HT-GEN-010',
  version: 1,
  family: 'PROFILE',
  strength: 2,
  typologies: ['general-laundering'],
  from: '2026-09-12T20:30:26-04:00',
  until: '2026-09-29T03:34:04-04:00',
  values: { payers: 34 },
  sentence: { en: 'Paid by 34.', fr: 'Payé par 34.' },
  evidence: Array.from({ length: entries }, (_, number) => ({
    ...{ entity: '1234567', reference: `R${number}`, transaction: 'T1', leg: 1 },
  })),
});

test('for any evaluation, what is read is what was kept, however much was found', () => {
  const gap = fc.record({
    indicator: fc.constantFrom('HT-CSE-005', 'HT-GEN-002', 'HT-LAB-099'),
    missing: fc.array(fc.constantFrom('facts', 'terminal', 'industry'), { maxLength: 2 }),
  });
  const counts = fc.array(fc.constantFrom(0, 1, 40, 200), { maxLength: 3 });
  fc.assert(
    fc.property(counts, fc.array(gap, { maxLength: 4 }), (entries, gaps) => {
      const notEvaluable = gaps as Evaluation['notEvaluable'];
      const evaluation = { ...nothing, matches: entries.map(match), notEvaluable };
      expect(evaluationOf(evaluationItem(evaluation))).toEqual(evaluation);
    }),
  );
});

test('given one that was kept as compressed JSON alone, then it is read', () => {
  const packed = packJson(nothing, 'evaluation');
  const item = {
    pk: `SUBJECT#${subject}`,
    sk: 'EVALUATION',
    ledgerVersion: 7,
    rulebook: 3,
    packed,
  };
  expect(evaluationOf(item)).toEqual(nothing);
});

test('given bytes that were written once, then they are read with the dictionary of today', () => {
  const findings = Buffer.from('78f950e01c33a34bef119bc500dbed2a42', 'hex');
  const item = { pk: `SUBJECT#${subject}`, ledgerVersion: 7, rulebook: 3, findings };
  const notEvaluable = [{ indicator: 'HT-CSE-005', missing: ['counterparty-country', 'country'] }];
  expect(evaluationOf(item)).toEqual({ ...nothing, notEvaluable });
});

test('given damaged bytes, then they are refused', () => {
  const item = evaluationItem({ ...nothing, matches: [match(1)] });
  const findings = new Uint8Array('findings' in item ? item.findings : []);
  findings[findings.length - 6] = (findings.at(-6) ?? 0) ^ 1;
  expect(() => evaluationOf({ ...item, findings })).toThrow();
});
