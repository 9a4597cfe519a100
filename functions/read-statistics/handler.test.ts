import { describe, expect, test } from 'vitest';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { statisticsViewSchema } from '../../lib/http/statistics-view.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const hex = (number: number) => number.toString(16).padStart(16, '0');
const approvedAt = '2026-06-15T12:00:00Z';

/** A disclosure as it stands some time after its approval. */
const disclosure = (number: number, status: 'approved' | 'dispatched'): Disclosure => ({
  disclosureId: `disclosure-${hex(number)}`,
  caseId: `case-${hex(number)}`,
  recipient: 'ON-KINGSTON',
  language: 'en',
  legalBasis: '55(3)(a)',
  reason: 'Police of jurisdiction for Alex EXAMPLE',
  packageDigest: 'a'.repeat(64),
  packageBytes: 1,
  author: 'ann',
  submittedAt: approvedAt,
  counted: {
    typology: 'sexual-exploitation',
    projectTag: '#Project PROTECT',
    requested: false,
    lastFiledOn: '2026-06-01',
  },
  approver: 'bob',
  approvedAt,
  ...(status === 'approved' ? { status } : { status, dispatchedAt: approvedAt }),
});

/** Lists that hold three of each page; the first is met again after it moved on. */
const stored = (count: number): Disclosure[] =>
  Array.from({ length: count }, (_, index) =>
    disclosure(index + 1, index < 3 ? 'approved' : 'dispatched'),
  );

async function ask(query: Record<string, string>, { scope = 'auditor', held = stored(9) } = {}) {
  const all = [...held, disclosure(1, 'dispatched')];
  const handler = createHandler({
    disclosures: {
      async list({ status, cursor }) {
        const its = all.filter((one) => one.status === status);
        const start = Number(cursor ?? 0);
        const items = its.slice(start, start + 3);
        return start + 3 < its.length ? { items, cursor: String(start + 3) } : { items };
      },
    },
    routingTables: routingFile('rules'),
    rulebooks: rulebookFiles('rules'),
    now: () => '2027-04-02T09:00:00Z',
  });
  const claims = { sub: 'audrey', scope };
  const event = httpEvent('GET /v1/statistics', { claims, query });
  return handler(event, lambdaContext());
}

describe('given nine disclosures of a fiscal year', () => {
  test('when it is asked for, then they are counted, each once, with names in both languages', async () => {
    const { statusCode, body = '' } = await ask({ fiscalYear: '2026-27' });
    expect(statusCode).toBe(200);
    const view = statisticsViewSchema.parse(JSON.parse(body));
    expect(view).toMatchObject({
      uniqueDisclosures: 9,
      packages: 9,
      amendments: 0,
      countedAt: '2027-04-02T09:00:00Z',
    });
    expect(view.byProvince).toEqual([
      { key: 'ON', label: { en: 'Ontario', fr: 'Ontario' }, count: 9 },
    ]);
    expect(view.byRecipientClass[0]?.label.fr).toBe('Municipal');
    expect(view.delay).toEqual({ packages: 9, medianDays: 14, ninetiethPercentileDays: 14 });
  });

  test('then nothing in it names anybody', async () => {
    const { body = '' } = await ask({ fiscalYear: '2026-27' });
    for (const name of ['EXAMPLE', 'ann', 'bob', 'case-', 'disclosure-', 'KINGSTON']) {
      expect(body).not.toContain(name);
    }
  });

  test('when another year is asked for, then there are none', async () => {
    const { body = '' } = await ask({ fiscalYear: '2027-28' });
    expect(JSON.parse(body)).toMatchObject({ uniqueDisclosures: 0, packages: 0, byProvince: [] });
  });

  test('when CSV is asked for, then each figure has a row', async () => {
    const { headers, body = '' } = await ask({ fiscalYear: '2026-27', format: 'csv' });
    expect(headers?.['content-type']).toBe('text/csv; charset=utf-8');
    expect(body).toContain('"total","","packages","","","9","9","9"\r\n');
    expect(body).toContain('"byProvince","","ON","Ontario","Ontario","9","9","9"\r\n');
    const widths = body
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split('","').length);
    expect(new Set(widths)).toEqual(new Set([8]));
  });
});

test.each([
  [{}],
  [{ fiscalYear: '2026' }],
  [{ fiscalYear: '2026-28' }],
  [{ fiscalYear: '2026-27', format: 'xml' }],
])('given the query %j, then 400 names what is wrong', async (query) => {
  const { statusCode, body = '' } = await ask(query as Record<string, string>);
  expect(statusCode).toBe(400);
  expect(body).toMatch(/fiscalYear|format/);
});

test.each(['analyst', 'approver', 'recipient', 'reporting-entity'])(
  'given somebody with the scope %s, then 403',
  async (scope) => {
    expect((await ask({ fiscalYear: '2026-27' }, { scope })).statusCode).toBe(403);
  },
);
