import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvBatch, csvText } from '../../../test/support/csv-batch.ts';
import { saidOf } from '../../../test/support/read-verdicts.ts';
import {
  batchHeader,
  cashDeposit,
  filedReport,
  withdrawal,
} from '../../../test/support/reports.ts';

const csv = { form: 'csv' as const };

/** Withdrawals, whose rows are short: header, then one row each. */
const names = [
  'profile',
  'batch_reference',
  'submitting_entity_number',
  'batch_created_at',
  'report_type',
  'action',
  'reference',
  'reporting_entity_number',
  'delete_reason',
];
const batch = Object.values(batchHeader()).map(String);
const withdrawn = (reference: string, reason = 'error') => [
  ...batch,
  ...['STR', 'delete', reference, '1234567', reason],
];
const withdrawals = (...rows: string[][]) => csvText([names, ...rows]);

async function receipts(text: string | Uint8Array, pieces = [65_536]) {
  const said = await saidOf(text, { ...csv, pieces });
  if ('problem' in said) throw new Error(`${said.problem}: ${said.detail}`);
  return said.receipts;
}

/** For each record its reference, its line and what was found. */
const short = async (text: string | Uint8Array, pieces?: number[]) =>
  (await receipts(text, pieces)).map(({ reference, line, findings }) => [
    reference,
    line,
    ...findings.map((found) => `${found.code} ${found.line ?? ''} ${found.column ?? ''}`.trim()),
  ]);

describe('the header row', () => {
  const rows = [withdrawn('A')];
  test.each([
    ['an unknown column', [...names, 'surname'], 'unknown columns: surname'],
    ['an unknown one that no map could have', [...names, 'Né le'], 'unknown columns: number 10'],
    ['a name in capitals', names.map((name) => name.replace('delete', 'DELETE')), 'number 9'],
    ['a column twice', [...names, 'action'], 'columns that stand twice: action'],
    ['columns missing', names.slice(2), 'missing columns: profile, batch_reference'],
    [
      'several of these',
      [...names.slice(1), 'x', 'action'],
      'unknown columns: x; columns that stand twice: action; missing columns: profile',
    ],
    ['a thousand and more columns', [...names, ...Array(1000).fill('x')], 'more than 1000 columns'],
    ['data instead', ['ZEBRA', '1996-02-11'], 'the first row names no columns'],
  ])(
    'given %s, then the batch is turned away and they are named',
    async (_what, header, detail) => {
      const said = await saidOf(csvText([header, ...rows]), csv);
      expect(said).toEqual({
        problem: 'invalid-batch-header',
        detail: expect.stringContaining(detail),
      });
      expect(JSON.stringify(said)).not.toContain('ZEBRA');
    },
  );

  test.each([
    ['a wrong profile', 0, 'x/9', 'invalid-batch-header', 'profile: unknown-word'],
    ['no batch reference', 1, '', 'invalid-batch-header', 'batch_reference: field-missing'],
    [
      'a number that is none',
      2,
      'seven',
      'invalid-batch-header',
      'submitting_entity_number: wrong-type',
    ],
    [
      'a time without offset',
      3,
      '2026-11-20T21:15',
      'invalid-batch-header',
      'batch_created_at: time-not-real',
    ],
    ['another entity', 2, '7654321', 'entity-mismatch', 'submitting_entity_number'],
  ])('given %s in the first row, then its column is named', async (_what, at, cell, ...told) => {
    const [problem, detail] = told;
    const said = await saidOf(withdrawals(withdrawn('A').with(at, cell)), csv);
    expect(said).toEqual({ problem, detail });
  });

  test('given columns in another order, then they are read by their names', async () => {
    const text = csvText([names.toReversed(), withdrawn('A').toReversed()]);
    expect(await short(text)).toEqual([['A', 2]]);
  });

  test('given semicolons, as spreadsheets set to French write, then they separate', async () => {
    const text = csvText([names, withdrawn('A')], { delimiter: ';' });
    expect(await short(text)).toEqual([['A', 2]]);
  });

  test('given a batch that a later row says another thing of, then that row is refused', async () => {
    const blank = withdrawn('B').map((cell, at) => (at < 4 ? '' : cell));
    const text = withdrawals(withdrawn('A'), blank, withdrawn('C').with(1, 'OTHER'));
    expect(await short(text)).toEqual([
      ['A', 2],
      ['B', 3],
      ['C', 4, 'cell-differs 4 batch_reference'],
    ]);
  });
});

describe('rows of one report', () => {
  const deposits = filedReport({ transactions: [cashDeposit(), cashDeposit({ ref: 'T-2' })] });

  test('when they are next to each other, then they are one record', async () => {
    const text = csvBatch([deposits, filedReport({ reference: 'STR-2' })], 'BATCH-1');
    const [first, second, ...others] = await receipts(text);
    expect(others).toEqual([]);
    expect([first?.line, first?.verdict]).toEqual([2, 'accepted']);
    expect([second?.reference, second?.verdict]).toEqual(['STR-2', 'accepted']);
  });

  test('when one comes back later, then it is a further record of that reference', async () => {
    const text = withdrawals(withdrawn('A'), withdrawn('B'), withdrawn('A'));
    expect(await short(text)).toEqual([
      ['A', 2],
      ['B', 3],
      ['A', 4],
    ]);
  });

  test('when the same row stands twice, then it says nothing more', async () => {
    expect(await short(withdrawals(withdrawn('A'), withdrawn('A')))).toEqual([['A', 2]]);
  });

  test('when they contradict each other, then the row and the column are told', async () => {
    const text = withdrawals(withdrawn('A', 'error'), withdrawn('A', 'duplicate'), withdrawn('B'));
    expect(await short(text)).toEqual([
      ['A', 2, 'cell-differs 3 delete_reason'],
      ['B', 4],
    ]);
  });

  test('when a later row adds a value, then what is wrong with it is told where it stands', async () => {
    const rows = csvBatch([deposits], 'BATCH-1').split('\r\n');
    const [header = [], ...others] = rows.map((row) => row.split(','));
    const at = header.indexOf('sector');
    const text = csvText([
      header,
      ...others.slice(0, -1).map((cells, row) => cells.with(at, row === 3 ? 'circus' : '')),
    ]);
    expect(await short(text)).toEqual([['STR-1', 2, 'unknown-word 5 sector']]);
  });

  test('when lists differ only in where they are cut, then they differ', async () => {
    const report = csvBatch([deposits], 'BATCH-1', { isCompact: true });
    const [header = [], ...rows] = report
      .trim()
      .split('\r\n')
      .map((row) => row.split(','));
    const [ref, holders] = [header.indexOf('account_ref'), header.indexOf('account_holders')];
    const text = csvText([
      header,
      ...rows.map((cells, at) => cells.with(ref, 'a1').with(holders, at === 0 ? 'p1|p2' : 'p1,p2')),
    ]);
    expect((await short(text)).flat()).toContain('cell-differs 3 account_holders');
  });

  test('when the action changes, then it is another version of the report', async () => {
    const changed = { ...deposits, action: 'change' as const };
    const [first, second] = await receipts(csvBatch([deposits, changed, withdrawal('B')]));
    expect([first?.verdict, second?.verdict]).toEqual(['accepted', 'accepted']);
    expect(second?.reference).toBe('STR-1');
  });

  test('when all cells of a row are empty, or a line is, then it is no row', async () => {
    const text = withdrawals(withdrawn('A'), Array(9).fill(''), [''], withdrawn('B'));
    expect(await short(text)).toEqual([
      ['A', 2],
      ['B', 5],
    ]);
  });

  test('when they hold more than 1 MiB, then the record is refused and its neighbours are not', async () => {
    const [transaction] = deposits.transactions;
    const transactions = Array.from({ length: 400 }, (_, at) => ({
      ...transaction,
      ref: `T-${at}`,
      context: { memo: 'x'.repeat(4000) },
    }));
    const huge = { ...deposits, transactions };
    const text = csvBatch([withdrawal('A'), huge, withdrawal('B')], 'BATCH-1', { isCompact: true });
    const [before, large, after] = await receipts(text);
    expect(large).toMatchObject({
      reference: 'STR-1',
      line: 3,
      findings: [{ code: 'record-too-large', pointer: '' }],
    });
    expect([before?.verdict, after?.verdict]).toEqual(['accepted', 'accepted']);
  });
});

describe('findings', () => {
  const told = async (changes: Record<string, string>) => {
    const text = csvBatch([filedReport()], 'BATCH-1', { isCompact: true });
    const [header = '', row = ''] = text.split('\r\n');
    const columns = header.split(',');
    const cells = row.split(',').map((cell, at) => changes[columns[at] ?? ''] ?? cell);
    const [receipt] = await receipts(csvText([columns, cells]));
    return receipt?.findings;
  };

  test.each<[string, Record<string, string>, string, string, string?]>([
    ['an unknown word', { sector: 'circus' }, 'unknown-word', '/sector', 'sector'],
    ['letters for a number', { contact_id: 'Alex' }, 'wrong-type', '/contactId', 'contact_id'],
    [
      'a large number',
      { contact_id: '9007199254740993' },
      'out-of-range',
      '/contactId',
      'contact_id',
    ],
    ['400 digits', { contact_id: '9'.repeat(400) }, 'wrong-type', '/contactId', 'contact_id'],
    ['-0', { contact_id: '-0' }, 'out-of-range', '/contactId', 'contact_id'],
    ['no number', { contact_id: '' }, 'field-missing', '/contactId', 'contact_id'],
    [
      'a decimal comma',
      { start_amount: '640,00' },
      'wrong-format',
      '/transactions/0/start/0/amount',
      'start_amount',
    ],
    [
      'maybe for a truth',
      { transaction_attempted: 'maybe' },
      'wrong-type',
      '/transactions/0/attempted',
      'transaction_attempted',
    ],
    [
      'a ref of nobody',
      { account_holders: 'p1|p7' },
      'ref-unresolved',
      '/accounts/0/holders/1',
      'account_holders',
    ],
    [
      'no completing action',
      {
        complete_label: '',
        complete_disposition: '',
        complete_amount: '',
        complete_currency: '',
        complete_account: '',
        beneficiary_party: '',
      },
      'completing-action-missing',
      '/transactions/0/complete',
    ],
    ['no ref of a party', { party_ref: '' }, 'field-missing', '/parties/0/ref', 'party_ref'],
  ])(
    'given %s, then its row and column are told',
    async (_what, changes, code, pointer, column) => {
      const place = { line: 2, ...(column && { column }) };
      expect(await told(changes)).toContainEqual({ code, pointer, ...place });
    },
  );

  test('given U+0000 in a cell, then it is told where', async () => {
    expect(await short(withdrawals(withdrawn('A'), withdrawn('B', 'err\0or')))).toEqual([
      ['A', 2],
      [undefined, 3, 'nul-character 3 delete_reason'],
    ]);
  });

  test('given a line break, a quote and a lone CR inside of quotes, then they are text', async () => {
    const narrative = 'One,\r\ntwo "2"\rthree\n\n\nfour;';
    const { suspicion } = filedReport();
    const report = filedReport({ suspicion: { ...suspicion, narrative } as typeof suspicion });
    const asJson = await saidOf(`${JSON.stringify(batchHeader())}\n${JSON.stringify(report)}`, {
      form: 'ndjson',
    });
    const asCsv = await saidOf(csvBatch([report, withdrawal('B')]), csv);
    expect(asCsv).toHaveProperty('digests.0', Reflect.get(asJson, 'digests')[0]);
    // 1 header, 8 rows of the report, of which one goes over 4 more lines.
    expect(asCsv).toHaveProperty('receipts.1.line', 1 + 8 + 4 + 1);
  });

  test('given truths as a French or an English spreadsheet writes them, then they are truths', async () => {
    for (const written of ['FALSE', 'FAUX', 'false']) {
      expect(await told({ transaction_attempted: written })).toEqual([]);
    }
  });
});

describe('a row that cannot be read', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((reference) => withdrawn(reference).join(','));
  const lines = (...rows: (string | undefined)[]) => [names.join(','), ...rows, ''].join('\n');

  test.each([
    ['a stray quote', `${b}"`, 'not-csv 3'],
    ['a quote that opens and does not close', '"B', 'not-csv 3'],
    ['text behind a closing quote', `"x"y${b}`, 'not-csv 3'],
    ['a lone CR', b?.replace(',', '\r,'), 'not-csv 3'],
    ['a cell too few', b?.replace(/,[^,]*$/, ''), 'wrong-cell-count 3'],
    ['a cell too many', `${b},`, 'wrong-cell-count 3'],
    ['no reference', b?.replace(',B,', ',,'), 'field-missing 3 reference'],
    ['more than 1 MiB', `${b}${'x'.repeat(1024 * 1024)}`, 'line-too-long 3'],
  ])('given %s, then it is a record of its own, refused, and tells no cell', async (...row) => {
    const [, written, found] = row;
    expect(await short(lines(a, written, c))).toEqual([
      ['A', 2],
      [undefined, 3, found],
      ['C', 4],
    ]);
  });

  test('given one that is not UTF-8, then it is refused alone', async () => {
    const text = Buffer.from(lines(a, b?.replace('error', '\u00e9'), c), 'latin1');
    expect(await short(text)).toEqual([
      ['A', 2],
      [undefined, 3, 'not-utf-8 3'],
      ['C', 4],
    ]);
  });

  test('given one between rows of one report, then that report is refused whole', async () => {
    expect(await short(lines(a, 'nonsense', a, c))).toEqual([
      ['A', 2, 'wrong-cell-count 3'],
      ['C', 5],
    ]);
  });

  test('given one that names its neighbour, then that one is refused whole', async () => {
    expect(await short(lines(a, `${a},"`, c))).toEqual([
      ['A', 2, 'not-csv 3'],
      ['C', 4],
    ]);
    expect(await short(lines(a, `${c},"`, c))).toEqual([
      ['A', 2],
      ['C', 3, 'not-csv 3'],
    ]);
  });

  test('given one at the front, then the batch is read by the next', async () => {
    expect(await short(lines('nonsense', a))).toEqual([
      [undefined, 2, 'wrong-cell-count 2'],
      ['A', 3],
    ]);
  });

  test('given nothing but such rows, then there is no batch', async () => {
    for (const count of [1, 3, 500]) {
      const said = await saidOf(lines(...Array(count).fill('nonsense')), csv);
      expect(said).toEqual({
        problem: 'malformed-body',
        detail: 'no row can be read; line 2: wrong-cell-count',
      });
    }
  });

  test.each([
    ['a stray quote', `${a}ZEBRA"`, 'line 2: not-csv'],
    [
      'U+0000 in a cell',
      a?.replace('error', 'ZEBRA\0'),
      'line 2, column delete_reason: nul-character',
    ],
    ['no reference', a?.replace(',A,', ',,'), 'line 2, column reference: field-missing'],
    ['bytes that are not UTF-8', a?.replace('error', '\u00e9ZEBRA'), 'line 2: not-utf-8'],
  ])(
    'given one row alone, with %s, then it is told where and what, and not its content',
    async (...given) => {
      const [, row, detail] = given;
      const said = await saidOf(Buffer.from(lines(row), 'latin1'), csv);
      expect(said).toEqual({ problem: 'malformed-body', detail: `no row can be read; ${detail}` });
    },
  );

  test('given a quote that no line within 1 MiB closes, then only its row is lost', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => withdrawn(`R-${at}`).join(','));
    const found = await short(lines('"', ...many));
    expect(found).toHaveLength(30_001);
    expect(found[0]).toEqual([undefined, 2, 'not-csv 2']);
    expect(found.slice(1).flatMap(([, , finding]) => finding ?? [])).toEqual([]);
  }, 20_000);

  const odd = fc
    .string({ unit: fc.constantFrom('"', 'x', ' ', '\r', '\0', 'é', ';'), maxLength: 8 })
    .filter((line) => line.trim() !== '');
  const rows = fc.array(fc.oneof(odd, fc.constant('row')), { minLength: 1, maxLength: 12 });

  test('for any lines in between, in any pieces, each good row is accepted and each other told', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (kinds, size) => {
        const written = kinds.map((kind, at) =>
          kind === 'row' ? withdrawn(`R-${at}`).join(',') : kind,
        );
        const found = await short(lines(a, ...written), [size]);
        const good = kinds.flatMap((kind, at) => (kind === 'row' ? [[`R-${at}`, at + 3]] : []));
        expect(found.filter(([, , finding]) => finding === undefined)).toEqual([['A', 2], ...good]);
        expect(found).toHaveLength(kinds.length + 1);
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
