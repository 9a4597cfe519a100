import { expect, test } from 'vitest';
import { memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { listPossibleMatches } from './list-possible-matches.ts';
import { type PossibleMatch, placeOf } from './possible-match.ts';

const receivedAt = '2026-06-01T12:00:00.000Z';
const matches = Array.from(
  { length: 50 },
  (_, place): PossibleMatch => ({
    ...{ subject: subject('a'), agency: 'ON-OPP' },
    recordId: `record-${String(place).padStart(16, '0')}`,
    ...{ version: 1, foundAt: receivedAt, caseId: 'case-0123456789abcdef' },
    by: [{ pointer: '/persons/0', agrees: ['name'] }],
    ...{ holds: true, inWork: true, decisions: [] },
  }),
);

/** All of them, each with a record that is about as long as it may be, or short. */
function ports(length: 'long' | 'short') {
  const world = memoryLedgers();
  world.file({ about: 'a', party: { given: 'Alex' } });
  const hundred = <T>(one: T) => Array.from({ length: 100 }, () => one);
  const long = {
    narrative: '水'.repeat(20_000),
    addresses: hundred({ street: '水'.repeat(100), city: '水'.repeat(100) }),
    handles: hundred('水'.repeat(100)),
  };
  const filed = filedInformation(length === 'long' ? long : {});
  return {
    ledgers: world.ledgers,
    cases: { assessment: async () => undefined },
    information: {
      get: async ({ agency, recordId }: { agency: string; recordId: string }) => ({
        ...{ agency, recordId, filedBy: 'officer', receivedAt },
        ...filed,
      }),
    },
    possible: {
      listOpen: async ({ cursor = '', limit }: { cursor?: string; limit: number }) => {
        const after = matches.filter((one) => placeOf(one) > cursor);
        const items = after.slice(0, limit);
        const last = items.at(-1);
        return { items, ...(last && after.length > limit && { cursor: placeOf(last) }) };
      },
    },
  };
}

test('given records as long as they may be, when they are listed, then each stands on one page and no page is too long to answer', async () => {
  const held = ports('long');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPossibleMatches(held, { limit: 50, ...(cursor && { cursor }) });
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(4_000_000);
    seen.push(...page.items.map(({ match }) => match.recordId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(matches.map(({ recordId }) => recordId));
});

test('given short records, when they are listed, then a page has as many as were asked for', async () => {
  const page = await listPossibleMatches(ports('short'), { limit: 20 });
  expect(page.items).toHaveLength(20);
  expect(page.cursor).toBe(placeOf(matches[19] as PossibleMatch));
});
