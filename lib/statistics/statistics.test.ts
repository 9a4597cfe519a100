import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routingFile } from '../disclosures/routing-file.ts';
import type { Disclosed } from './disclosed.ts';
import { disclosureStatistics } from './statistics.ts';
import type { Cell } from './suppress-small.ts';

const table = await routingFile('rules').active();
const fiscalYear = '2026-27';
const tell = (all: readonly Disclosed[]) => disclosureStatistics(all, { fiscalYear, table });

const hex = (number: number) => number.toString(16).padStart(16, '0');
let packages = 0;
const disclosed = (
  caseNumber: number,
  more: { [Name in keyof Disclosed]?: Disclosed[Name] | undefined } = {},
): Disclosed => {
  packages += 1;
  return {
    caseId: `case-${hex(caseNumber)}`,
    disclosureId: `disclosure-${hex(packages)}`,
    recipient: 'ON-TPS',
    approvedAt: '2026-06-15T12:00:00Z',
    typology: 'sexual-exploitation',
    projectTag: '#Project PROTECT',
    requested: false,
    lastFiledOn: '2026-06-10',
    isAmendment: false,
    ...more,
  } as Disclosed;
};
const some = (
  count: number,
  from: number,
  more: { [Name in keyof Disclosed]?: Disclosed[Name] | undefined } = {},
) => Array.from({ length: count }, (_, index) => disclosed(from + index, more));

describe('given one case with three packages and an amendment, and nine others', () => {
  const told = tell([
    ...some(3, 1).map((one) => ({ ...one, caseId: `case-${hex(1)}` as const })),
    disclosed(1, { isAmendment: true }),
    ...some(9, 10),
  ]);

  test('then a disclosure counts once, its packages each, and the amendment apart', () => {
    expect(told).toMatchObject({ uniqueDisclosures: 10, packages: 12, amendments: 'few' });
  });

  test('then the time from the newest report to the package is told in days', () => {
    expect(told.delay).toEqual({ packages: 12, medianDays: 5, ninetiethPercentileDays: 5 });
  });
});

test('given disclosures of other years, then they do not count', () => {
  const before = some(7, 1, { approvedAt: '2026-04-01T03:59:59Z' });
  expect(tell([...before, ...some(6, 50)])).toMatchObject({ uniqueDisclosures: 6, packages: 6 });
});

test('given a case that was disclosed in the year before, then a further package makes it no further disclosure', () => {
  const before = disclosed(1, { approvedAt: '2026-03-01T12:00:00Z' });
  expect(tell([before, disclosed(1), ...some(6, 50)])).toMatchObject({
    uniqueDisclosures: 6,
    packages: 7,
  });
});

test('given three of one typology among many, then neither it nor what would give it away is told', () => {
  const labour = { typology: 'labour-exploitation', projectTag: undefined } as const;
  const told = tell([
    ...some(30, 1),
    ...some(3, 100, labour),
    ...some(8, 200, { typology: 'smuggling-overlap', projectTag: undefined }),
  ]);
  expect(told.byTypology).toEqual([
    { key: 'labour-exploitation', count: 'few' },
    { key: 'sexual-exploitation', count: 30 },
    { key: 'smuggling-overlap', count: 'few' },
  ]);
});

test('given four packages in all, then no table is told', () => {
  const told = tell(some(4, 1));
  expect(told).toMatchObject({
    uniqueDisclosures: 'few',
    packages: 'few',
    delay: { packages: 'few' },
  });
  expect(told).toMatchObject({ byTypology: [], byProvince: [], trends: [] });
});

const anyDisclosed = fc
  .record({
    caseNumber: fc.integer({ min: 1, max: 40 }),
    recipient: fc.constantFrom('ON-TPS', 'QC-SPVM', 'CA-RCMP-NCECC', 'ON-OPP', 'CA-CBSA'),
    month: fc.integer({ min: 1, max: 12 }),
    pattern: fc.constantFrom(
      { typology: 'sexual-exploitation', projectTag: '#Project PROTECT' } as const,
      { typology: 'online-child-exploitation', projectTag: '#Project SHADOW' } as const,
      { typology: 'labour-exploitation' } as const,
      { typology: 'smuggling-overlap' } as const,
    ),
    requested: fc.boolean(),
    isAmendment: fc.boolean(),
  })
  .map(({ caseNumber, month, pattern, ...one }) =>
    disclosed(caseNumber, {
      ...one,
      typology: pattern.typology,
      projectTag: 'projectTag' in pattern ? pattern.projectTag : undefined,
      approvedAt: `2026-${String(month).padStart(2, '0')}-15T12:00:00Z`,
    }),
  );
const anyYear = fc.array(anyDisclosed, { maxLength: 120 });

describe('for any decisions', () => {
  test('the order in which they are read does not matter', () => {
    fc.assert(
      fc.property(anyYear, (all) => {
        expect(tell(all.toReversed())).toEqual(tell(all));
      }),
    );
  });

  test('no small count is told, and none follows from what is told', () => {
    fc.assert(
      fc.property(anyYear, (all) => {
        const told = tell(all);
        for (const cells of [
          told.byTypology,
          told.byProject,
          told.byOrigin,
          told.byRecipientClass,
          told.byProvince,
        ]) {
          expectSafe(
            cells,
            cells === told.byRecipientClass || cells === told.byProvince
              ? told.packages
              : told.uniqueDisclosures,
          );
        }
      }),
    );
  });

  test('a project is told only where each of its typologies is, and a federal recipient in both tables or neither', () => {
    fc.assert(
      fc.property(anyYear, (all) => {
        const told = tell(all);
        const countOf = (cells: Cell[], key: string) =>
          cells.find((cell) => cell.key === key)?.count;
        const protect = countOf(told.byProject, '#Project PROTECT');
        expect(protect).toBe(countOf(told.byTypology, 'sexual-exploitation'));
        expect(countOf(told.byProvince, 'federal')).toBe(countOf(told.byRecipientClass, 'federal'));
      }),
    );
  });

  test('the months of a typology that is told add up to it or hide enough', () => {
    fc.assert(
      fc.property(anyYear, (all) => {
        const told = tell(all);
        for (const { key, count } of told.byTypology) {
          const months = told.trends.map(({ month, typologies }) => ({
            key: month,
            count: typologies.find((cell) => cell.key === key)?.count ?? 0,
          }));
          if (count === 'few') expect(months.every((cell) => cell.count === 'few')).toBe(true);
          else expectSafe(months, count);
        }
      }),
    );
  });
});

/** What is hidden is of two cells at least, or of none, and not small together. */
function expectSafe(cells: readonly Cell[], total: number | 'few'): void {
  if (total === 'few') {
    expect(cells).toEqual([]);
    return;
  }
  const hidden = cells.filter(({ count }) => count === 'few');
  const sum = cells.reduce((all, { count }) => all + (count === 'few' ? 0 : count), 0);
  for (const { count } of cells) if (count !== 'few') expect(count === 0 || count >= 5).toBe(true);
  if (hidden.length === 0) expect(sum).toBe(total);
  else {
    expect(total - sum).toBeGreaterThanOrEqual(5);
    if (sum > 0) expect(hidden.length).toBeGreaterThan(1);
  }
}
