import { expect, test } from 'vitest';
import { labelRanges, sortedLabels } from './labels.ts';

test.each([
  [[], ''],
  [['T1'], 'T1'],
  [['T7', 'T1', 'T3', 'T2'], 'T1–T3, T7'],
  [['T9', 'T10', 'T11', 'T2'], 'T2, T9–T11'],
  [['P1', 'P1', 'P2'], 'P1–P2'],
])('%j is cited as “%s”', (labels, cited) => {
  expect(labelRanges(labels)).toBe(cited);
});

test('labels stand in the order of their numbers, each once', () => {
  expect(sortedLabels(['T10', 'T9', 'T10'])).toEqual(['T9', 'T10']);
});
