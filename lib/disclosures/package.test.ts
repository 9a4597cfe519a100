import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { border, build, toronto } from '../../test/support/build-test-package.ts';
import { plantedReports } from '../../test/support/planted-reports.ts';
import { designatedInformation, framing } from './designated-information.ts';

test('for any case, only what is on the allow-list leaves, and nothing that was planted', () => {
  const allowed = new Set([...Object.keys(designatedInformation), ...framing]);
  fc.assert(
    fc.property(plantedReports, fc.constantFrom(toronto, border), (planted, planned) => {
      const built = build(planned, [planted.file]);
      for (const path of leafPaths(built)) expect(allowed).toContain(path);
      const text = JSON.stringify(built);
      for (const secret of planted.secrets) expect(text).not.toContain(secret);
    }),
    { numRuns: 60 },
  );
});

/** The paths of all values of a package, as the allow-list writes them. */
function leafPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leafPaths(item, `${path}[]`));
  const object = z.record(z.string(), z.unknown()).safeParse(value);
  if (!object.success) return [path];
  return Object.entries(object.data).flatMap(([name, member]) =>
    leafPaths(member, path ? `${path}.${name}` : name),
  );
}
