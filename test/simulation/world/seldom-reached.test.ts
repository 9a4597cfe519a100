import { expect, test } from 'vitest';
import type { Call } from '../../../local/simulated/call.ts';
import { awaitPoints } from './await-points.ts';
import { seededFaults } from './faults.ts';
import { seededRandom } from './seeded-random.ts';
import { temperOf } from './temper.ts';

const seeds = Array.from({ length: 400 }, (_, seed) => seed + 1);

/** How one call at a place ends in a history of its own, once the faults ended or before. */
function fateIn(seed: number, place: string, { ended = false } = {}) {
  const [name = '', site = ''] = place.split(' ');
  const call: Call = {
    actor: `${name}#1`,
    service: 'dynamodb',
    operation: 'PutCommand',
    site,
    input: {},
  };
  const settings = { seed, length: 'tiny', temper: temperOf(seed) } as const;
  const faults = seededFaults(settings, seededRandom(seed), awaitPoints());
  if (ended) faults.end();
  return faults.fateOf(call, place);
}

const deathsAt = (place: string, when: 'dies-before' | 'dies-after') =>
  seeds.filter((seed) => fateIn(seed, place) === when).length;

const seldom = 'dispatch-disclosure lib/aws/outbox-repository.ts:27';
const usual = 'record-audit lib/aws/put-once.ts:25';

test('given a place that few histories come to, then in a good part of them somebody dies there', () => {
  for (const when of ['dies-before', 'dies-after'] as const) {
    expect(deathsAt(seldom, when)).toBeGreaterThan(seeds.length / 10);
    expect(deathsAt(usual, when)).toBeLessThan(deathsAt(seldom, when) / 3);
    expect(deathsAt(usual, when)).toBeGreaterThan(0);
  }
});

test('given a seed, then its fates are the same again', () => {
  const fates = () => seeds.map((seed) => fateIn(seed, seldom));
  expect(fates()).toEqual(fates());
});

test('given that the faults ended, then nobody dies there', () => {
  for (const seed of seeds) expect(fateIn(seed, seldom, { ended: true })).toBe('done');
});
