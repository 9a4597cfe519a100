import { expect, test } from 'vitest';
import { indicator, suppressor } from '../../test/support/rulebooks.ts';
import { checkNetworkMeasure } from './check-network-measure.ts';
import type { Measure } from './measure.ts';

const neighbours = (asked: object): Measure => ({
  neighbours: { direction: 'in' },
  over: '30d',
  ...asked,
});

test.each<[string, Measure, number]>([
  ['a measure of one ledger', { count: {}, over: '30d' }, 0],
  ['sharers', { sharers: ['phone'] }, 0],
  ['what was forwarded of what came in', neighbours({ forwarding: 0.5, ofPay: true }), 0],
  [
    'what was forwarded of what may have gone out',
    neighbours({ neighbours: {}, forwarding: 0.5 }),
    1,
  ],
  ['pay of which nothing need be forwarded', neighbours({ ofPay: true }), 1],
])('%s', (_, measure, faults) => {
  expect(checkNetworkMeasure(measure, indicator())).toHaveLength(faults);
});

test('an explanation is judged by the subject’s own ledger', () => {
  const mends = ['explain by the subject’s own ledger: no other is in view'];
  expect(checkNetworkMeasure({ sharers: ['phone'] }, suppressor())).toEqual(mends);
  expect(checkNetworkMeasure(neighbours({}), suppressor())).toEqual(mends);
});
