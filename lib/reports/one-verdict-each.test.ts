import { createGzip, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvBatch, csvText } from '../../test/support/csv-batch.ts';
import { pack, type Said, type Sent, saidOf } from '../../test/support/read-verdicts.ts';
import {
  batchHeader,
  filedReport,
  jsonBatch,
  ndjsonBatch,
  withdrawal,
} from '../../test/support/reports.ts';
import type { BatchForm } from './batch.ts';

/*
 * What is said of input that is odd, broken or hostile: one thing each, whatever the pieces are that
 * it arrives in.
 */

const writers = { json: jsonBatch, ndjson: ndjsonBatch, csv: csvBatch };
const forms = ['json', 'ndjson', 'csv'] as const;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const report = filedReport();
const line = (changes: object) => JSON.stringify({ ...report, ...changes });

/** Said of it in pieces of all sizes; fails when they do not agree. */
async function said(content: string | Uint8Array, sent: Sent): Promise<Said> {
  const [first, ...others] = await Promise.all(
    [[65_536], [1], [7, 1000, 3]].map((pieces) => saidOf(content, { ...sent, pieces })),
  );
  for (const other of others) expect(other).toEqual(first);
  return first as Said;
}

/** In short: the problem, or for each record its verdict or its first finding. */
async function short(content: string | Uint8Array, sent: Sent): Promise<unknown> {
  const all = await said(content, sent);
  if ('problem' in all) return `${all.problem}: ${all.detail}`;
  return all.receipts.map(({ verdict, findings: [first] }) =>
    first ? `${first.code} ${first.pointer}`.trim() : verdict,
  );
}

/** One record between two good ones. */
const between = (record: string) => ndjsonBatch([withdrawal('A'), record, withdrawal('B')]);

describe('the bytes of a text', () => {
  describe.each(forms)('as %s', (form: BatchForm & keyof typeof writers) => {
    const text = writers[form]([report, withdrawal('STR-2')]);

    test('when a byte-order mark stands in front, then it is as if it did not', async () => {
      const marked = Buffer.concat([mark, Buffer.from(text)]);
      expect(await said(marked, { form })).toEqual(await said(text, { form }));
      expect(await short(marked, { form })).toEqual(['accepted', 'accepted']);
    });

    test('when two stand in front, then the second is text and the batch is no batch', async () => {
      const answer = await short(Buffer.concat([mark, mark, Buffer.from(text)]), { form });
      expect(answer).toMatch(/^(malformed-body: (first line: )?not-json|invalid-batch-header: )/);
    });

    test('when it is UTF-16, with a mark or without, then it is no batch', async () => {
      const utf16 = Buffer.from(text, 'utf16le');
      for (const bytes of [utf16, Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])]) {
        expect(await short(bytes, { form })).toMatch(/^malformed-body: /);
      }
    });

    test('when it is empty or blank, then it is no batch', async () => {
      for (const nothing of ['', '\n', ' \r\n\r\n', '\uFEFF']) {
        expect(await short(nothing, { form })).toMatch(/^malformed-body: /);
      }
    });

    test('when there is a header and nothing else, then it is no batch', async () => {
      expect(await short(writers[form]([]), { form })).toMatch(/^malformed-body: .*report/);
    });
  });

  test('when lines of NDJSON end in CRLF, then they are the same lines', async () => {
    const text = ndjsonBatch([report, withdrawal('STR-2')]);
    const answer = await said(text.replaceAll('\n', '\r\n'), { form: 'ndjson' });
    expect(answer).toEqual(await said(text, { form: 'ndjson' }));
  });

  test('when they end in a lone CR, then they are one line, which is no header', async () => {
    const text = ndjsonBatch([report]).replaceAll('\n', '\r');
    expect(await short(text, { form: 'ndjson' })).toBe('malformed-body: first line: not-json');
  });

  test('when rows of CSV end in a lone CR, then there is no header row', async () => {
    const text = csvBatch([report]).replaceAll('\r\n', '\r');
    expect(await short(text, { form: 'csv' })).toBe('malformed-body: header row: not-csv');
  });

  test('when a mark stands in front of a later line, then it is part of that line', async () => {
    const text = between(`\uFEFF${JSON.stringify(report)}`);
    expect(await short(text, { form: 'ndjson' })).toEqual(['accepted', 'not-json', 'accepted']);
  });

  test('when a line is longer than 1 MiB, then it alone is refused', async () => {
    const long = line({ actionTaken: 'x'.repeat(1024 * 1024) });
    const answer = await saidOf(between(long), { form: 'ndjson' });
    expect(answer).toHaveProperty('receipts.1.findings', [{ pointer: '', code: 'line-too-long' }]);
    expect(answer).toHaveProperty('receipts.2.verdict', 'accepted');
  });

  test('when a line is not UTF-8, then it alone is refused', async () => {
    const text = Buffer.from(between(line({ actionTaken: '\u00e9' })));
    const latin1 = Buffer.from(text.toString('latin1').replace('\u00c3\u00a9', '\u00e9'), 'latin1');
    expect(await short(latin1, { form: 'ndjson' })).toEqual(['accepted', 'not-utf-8', 'accepted']);
  });
});

const keys = (count: number) =>
  `{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',')}}`;
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withNumber = (number: string) => line({}).replace('"contactId":42', `"contactId":${number}`);
const withText = (written: string) => line({ actionTaken: 'HERE' }).replace('HERE', written);

describe('JSON', () => {
  test.each([
    ['half a surrogate pair', withText('\\ud800'), 'lone-surrogate'],
    ['its other half', withText('a\\uDC00b'), 'lone-surrogate'],
    ['both in the wrong order', withText('\\udc00\\ud800'), 'lone-surrogate'],
    ['both, which are one character', withText('\\ud83d\\ude00'), 'accepted'],
    ['an escaped backslash in front of ud800', withText('\\\\ud800'), 'accepted'],
    ['half a pair in a key', '{"\\ud800":1}', 'lone-surrogate'],
    ['U+0000, escaped', withText('\\u0000'), 'nul-character'],
    ['U+0000 as a byte', withText('\0'), 'not-json'],
    ['half an escape', withText('\\u12'), 'not-json'],
    ['1e999', withNumber('1e999'), 'wrong-type /contactId'],
    ['-1e999', withNumber('-1e999'), 'wrong-type /contactId'],
    ['-0', withNumber('-0'), 'out-of-range /contactId'],
    ['NaN', withNumber('NaN'), 'not-json'],
    ['2^53', withNumber('9007199254740992'), 'out-of-range /contactId'],
    ['a number of 400 digits', withNumber('9'.repeat(400)), 'wrong-type /contactId'],
    ['a fraction', withNumber('42.5'), 'wrong-type /contactId'],
    ['42.0, which is 42', withNumber('42.0'), 'accepted'],
    ['a leading zero', withNumber('042'), 'not-json'],
    ['a key twice', '{"a":1,"a":1}', 'duplicate-key'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":1}', 'duplicate-key'],
    ['__proto__', '{"__proto__":{"action":"submit"}}', 'forbidden-key'],
    ['__proto__, escaped', '{"\\u005f_proto__":{}}', 'forbidden-key'],
    ['constructor, deep inside', '{"a":[{"b":{"constructor":{}}}]}', 'forbidden-key'],
    ['prototype', '{"prototype":null}', 'forbidden-key'],
    ['16 levels', nested(16), 'wrong-type'],
    ['17 levels', nested(17), 'nested-too-deeply'],
    ['100,000 levels', nested(100_000), 'nested-too-deeply'],
    ['10,001 keys', keys(10_001), 'too-many-keys'],
    ['an array', '[]', 'wrong-type'],
    ['null', 'null', 'wrong-type'],
    ['two values', '{} {}', 'not-json'],
    ['a comment', '{} // fine', 'not-json'],
    ['a comma too many', '{"a":1,}', 'not-json'],
  ])('given %s in a record, then that record is said to be: %s', async (_what, record, code) => {
    const answer = await short(between(record), { form: 'ndjson' });
    expect(answer).toEqual(['accepted', code, 'accepted']);
  });

  test('given 10,000 keys, then each is looked at', async () => {
    const answer = await short(between(keys(10_000)), { form: 'ndjson' });
    expect(answer).toEqual(['accepted', expect.stringMatching(/^field-/), 'accepted']);
  });

  test('given -0 where 0 may stand, then it is 0', async () => {
    const at = (lat: string) => {
      const [transaction] = report.transactions;
      const transactions = [{ ...transaction, context: { lat: 7 } }];
      return ndjsonBatch([line({ transactions }).replace('"lat":7', `"lat":${lat}`)]);
    };
    const zero = await said(at('0'), { form: 'ndjson' });
    expect(await said(at('-0'), { form: 'ndjson' })).toEqual(zero);
    expect(zero).toHaveProperty('receipts.0.verdict', 'accepted');
  });

  test.each([
    ['a key twice', '"a":1,"a":1', 'duplicate-key'],
    ['__proto__', '"__proto__":{}', 'forbidden-key'],
    ['half a surrogate pair', '"a":"\\ud800"', 'lone-surrogate'],
    ['17 levels', `"a":${nested(17)}`, 'nested-too-deeply'],
    ['10,001 keys', `"a":${keys(10_001)}`, 'too-many-keys'],
  ])('given %s in a batch of the JSON form, then it is one text and no batch', async (...row) => {
    const [, members, code] = row;
    const text = jsonBatch([report]).replace('{', `{${members},`);
    expect(await short(text, { form: 'json' })).toBe(`malformed-body: ${code}`);
  });

  test.each([
    ['not JSON', 'ZEBRA', 'malformed-body: first line: not-json'],
    ['a key twice', '{"a":1,"a":1}', 'malformed-body: first line: duplicate-key'],
    [
      'another field',
      JSON.stringify({ ...batchHeader(), a: 1 }),
      'invalid-batch-header: "": field-unknown',
    ],
    ['no object', '[]', 'invalid-batch-header: "": wrong-type'],
    [
      'nothing but odd fields',
      '{"profile":"x/9","batchReference":"ZEBRA ZEBRA","submittingReportingEntityNumber":7,"ZEBRA":1}',
      'invalid-batch-header: /profile: unknown-word, /batchReference: wrong-format, /submittingReportingEntityNumber: out-of-range, /createdAt: field-missing, "": field-unknown',
    ],
    [
      'without an offset in its time',
      JSON.stringify(batchHeader()).replace('-05:00"', '"'),
      'invalid-batch-header: /createdAt: offset-missing',
    ],
    [
      '1e999 for a number',
      JSON.stringify(batchHeader()).replace('1234567', '1e999'),
      'invalid-batch-header: /submittingReportingEntityNumber: wrong-type',
    ],
  ])('given a header line that is %s, then the batch is turned away', async (...row) => {
    const [, header, problem] = row;
    expect(await short(`${header}\n${line({})}\n`, { form: 'ndjson' })).toBe(problem);
  });
});

describe.each(['gzip', 'zstd'] as const)('%s', (encoding) => {
  const text = ndjsonBatch([report, withdrawal('STR-2')]);
  const whole = Buffer.from(pack[encoding](text));
  const sent = { form: 'ndjson' as const, encoding };

  test('when its end is missing, from any byte on, then it is damaged', async () => {
    for (let end = 0; end < whole.length; end += 1) {
      const answer = await saidOf(whole.subarray(0, end), { ...sent, pieces: [64] });
      expect(answer).toMatchObject({ problem: 'malformed-body' });
    }
  });

  test('when a byte in the middle is another, then it is not accepted', async () => {
    for (let at = 30; at < whole.length - 8; at += 37) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      expect(await said(bytes, sent)).toMatchObject({ problem: 'malformed-body' });
    }
  });

  test('when it is in two parts, cut anywhere, then they are one content', async () => {
    const expected = await said(text, { form: 'ndjson' });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length }), async (cut) => {
        const parts = [text.slice(0, cut), text.slice(cut)].map((part) => pack[encoding](part));
        expect(await said(Buffer.concat(parts), sent)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['text', Buffer.from('ZEBRA')],
    ['one byte', Buffer.from([1])],
    ['zeros', Buffer.alloc(512)],
    ['half a second part', whole.subarray(0, 20)],
  ])('when %s follows its end, then it is damaged', async (_what, rest) => {
    const answer = await said(Buffer.concat([whole, rest]), sent);
    expect(answer).toMatchObject({ problem: 'malformed-body' });
  });

  test('when it is not packed at all, then it is damaged', async () => {
    expect(await said(text, sent)).toMatchObject({ problem: 'malformed-body' });
  });

  test('when it unfolds into more than 64 MiB and 200 times itself, then it is not read on', async () => {
    const bomb = await bombOf(encoding);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const answers = await Promise.all(
      [[65_536], [1000], [7, 90_000, 3]].map((pieces) => saidOf(bomb, { ...sent, pieces })),
    );
    for (const answer of answers) {
      expect(answer).toEqual({
        problem: 'expands-too-much',
        detail: 'beyond 67108864 bytes it may unpack to no more than 200 times what was sent',
      });
    }
  }, 60_000);

  test('when it unfolds 1000 times but into less than 64 MiB, then it is read', async () => {
    const content = between('x'.repeat(60 * 1024 * 1024));
    const answer = await saidOf(pack[encoding](content), sent);
    expect(answer).toHaveProperty('receipts.1.findings', [{ pointer: '', code: 'line-too-long' }]);
  }, 20_000);
});

/** 600 MiB of one letter behind a good batch, packed. */
async function bombOf(encoding: 'gzip' | 'zstd'): Promise<Buffer> {
  const letters = Buffer.alloc(60 * 1024 * 1024, 'x');
  const parts = [Buffer.from(ndjsonBatch([report])), ...Array.from({ length: 10 }, () => letters)];
  if (encoding === 'zstd') return Buffer.concat(parts.map((part) => zstdCompressSync(part)));
  const gzip = createGzip({ level: 9 });
  for (const part of parts) gzip.write(part);
  gzip.end();
  const packed: Buffer[] = [];
  for await (const chunk of gzip) packed.push(chunk);
  return Buffer.concat(packed);
}

test('given zstd that asks for a window beyond 8 MiB, then it is refused', async () => {
  const { constants } = await import('node:zlib');
  const params = { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_compressionLevel]: 1 };
  const noise = csvText(Array.from({ length: 300_000 }, (_, at) => [`${at * 7919}`, `${at}`]));
  const packed = zstdCompressSync(Buffer.from(noise.repeat(8)), { params });
  const answer = await saidOf(packed, { form: 'ndjson', encoding: 'zstd' });
  expect(answer).toMatchObject({
    problem: 'malformed-body',
    detail: expect.stringMatching(/zstd/),
  });
});

test('given more gzip than is held at once, then a good batch behind it is found', async () => {
  const filler = Array.from({ length: 3000 }, (_, at) => withdrawal(`STR-${at * 7919}`));
  const packed = gzipSync(ndjsonBatch(filler));
  const answer = await saidOf(packed, { form: 'ndjson', encoding: 'gzip', pieces: [333] });
  expect(answer).toHaveProperty('receipts.length', 3000);
});

test('for any bytes behind a good start, in any form and packing, there is an answer', async () => {
  const starts = { json: '{"reports":[', ndjson: ndjsonBatch([]), csv: csvBatch([report]) };
  const odd = fc.constantFrom('"', '\\', '\n', '\r', ',', '{', '}', '[', ':', '\0', '\uFEFF', 'x');
  const noise = fc.oneof(
    fc.string({ unit: odd, maxLength: 60 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 60 }),
  );
  const encodings = fc.constantFrom('identity' as const, 'gzip' as const, 'zstd' as const);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      encodings,
      noise,
      fc.boolean(),
      async (...given) => {
        const [form, encoding, bytes, isPacked] = given;
        const content = Buffer.concat([Buffer.from(starts[form]), bytes]);
        // What is not packed is still said to be.
        const sent = isPacked ? pack[encoding](content) : bytes;
        const [whole, apart] = await Promise.all(
          [[65_536], [1, 2, 30]].map((pieces) => saidOf(sent, { form, encoding, pieces })),
        );
        expect(apart).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);
