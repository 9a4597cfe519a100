import fc from 'fast-check';
import { expect, test } from 'vitest';
import { border, build, toronto } from '../../test/support/build-test-package.ts';
import { hers, plantedVictims, victimInPart } from '../../test/support/planted-victim.ts';

test('whatever part she plays, or somebody who shares a detail of hers, nothing of hers leaves', () => {
  fc.assert(
    fc.property(plantedVictims, (file) => {
      const text = JSON.stringify(build(border, [file]));
      for (const detail of Object.values(hers)) expect(text).not.toContain(detail);
      expect(text).not.toMatch(/555\D*0177|C 90001|PX4410021/);
    }),
    { numRuns: 120 },
  );
});

test.each([
  ['conductor', [hers.surname, hers.phone, hers.username, hers.document, hers.wallet, hers.chain]],
  ['source', [hers.source, hers.wallet, hers.told]],
  ['holder', [hers.account, hers.wallet]],
])(
  'given a police service and a possible victim who is %s, then it learns all of it',
  (part, all) => {
    const text = JSON.stringify(build(toronto, [victimInPart(part)]));
    for (const detail of all) expect(text).toContain(detail);
  },
);

test.each(['name', 'telephone', 'mail', 'client', 'document'])(
  'given somebody who shares her %s only, then the number of what that one holds is withheld',
  (shared) => {
    const file = victimInPart('source', shared);
    expect(JSON.stringify(build(toronto, [file]))).toContain(hers.source);
    expect(JSON.stringify(build(border, [file]))).not.toContain(hers.source);
  },
);

test('given a transaction in which she plays no part, then its wallets stay', () => {
  const text = JSON.stringify(build(border, [victimInPart('nobody')]));
  expect(text).toContain(hers.wallet);
  expect(text).not.toContain(hers.told);
});
