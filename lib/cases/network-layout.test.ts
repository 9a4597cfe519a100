import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layNetworkOut } from './network-layout.ts';

const whole = <T>(all: T[]) => fc.shuffledSubarray(all, { minLength: all.length });
const networks = fc
  .uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 20 })
  .map((numbers) => numbers.map((number) => `n${number}`))
  .chain((ids) =>
    fc.record({
      ids: fc.constant(ids),
      shuffledIds: whole(ids),
      edges: fc.array(fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) }), {
        maxLength: 30,
      }),
    }),
  );

test('for any network, the picture is the same in whatever order its parts come', () => {
  fc.assert(
    fc.property(networks, ({ ids, shuffledIds, edges }) => {
      const turned = edges.map(({ from, to }) => ({ from: to, to: from })).reverse();
      expect(layNetworkOut(shuffledIds, turned)).toEqual(layNetworkOut(ids, edges));
    }),
    { numRuns: 40 },
  );
});

test('for any network, nodes have whole coordinates and no two have the same', () => {
  fc.assert(
    fc.property(networks, ({ ids, edges }) => {
      const places = [...layNetworkOut(ids, edges).values()];
      expect(places).toHaveLength(ids.length);
      expect(places.every(({ x, y }) => Number.isInteger(x) && Number.isInteger(y))).toBe(true);
      expect(places.some(({ x, y }) => Object.is(x, -0) || Object.is(y, -0))).toBe(false);
      expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(ids.length);
    }),
    { numRuns: 40 },
  );
});

test('given a small network, then these are its places on every machine', () => {
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
    { from: 'c', to: 'd' },
  ];
  expect(Object.fromEntries(layNetworkOut(['a', 'b', 'c', 'd', 'e'], edges))).toEqual({
    a: { x: -92, y: 43 },
    b: { x: -1, y: 41 },
    c: { x: -52, y: -41 },
    d: { x: 30, y: -83 },
    e: { x: 97, y: 34 },
  });
});
