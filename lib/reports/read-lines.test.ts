import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxLineBytes, readLines } from './read-lines.ts';

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function linesOf(chunks: AsyncIterable<Uint8Array>) {
  const lines = [];
  for await (const line of readLines(chunks)) lines.push(line);
  return lines;
}

test('for any text cut into any pieces, its lines come out', async () => {
  const lines = fc.array(
    fc.string({ unit: 'grapheme' }).map((line) => line.replace(/[\n\uFEFF]/g, ' ')),
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 9 }), async (expected, size) => {
      const read = await linesOf(inPieces(Buffer.from(expected.join('\n')), size));
      expect(read).toEqual(
        expected
          .map((text, at) => ({ number: at + 1, text }))
          .filter(({ text }) => text.trim() !== ''),
      );
    }),
  );
});

test('given byte-order marks, then the one in front of all lines is dropped and no other', async () => {
  const bytes = Buffer.from('\uFEFFfirst\n\uFEFFsecond\nthird\uFEFF');
  const lines = await linesOf(inPieces(bytes, 1));
  expect(lines.map((line) => 'text' in line && line.text)).toEqual([
    'first',
    '\uFEFFsecond',
    'third\uFEFF',
  ]);
});

test('when blank lines are asked for, then they are there, with their CR', async () => {
  const lines = [];
  const bytes = Buffer.from('a\n\n\r\n \nb\n');
  for await (const line of readLines(inPieces(bytes, 2), () => true)) lines.push(line);
  expect(lines).toEqual(['a', '', '\r', ' ', 'b'].map((text, at) => ({ number: at + 1, text })));
});

test('given a line of 50 MB, then it is named, not held, and its neighbours are read', async () => {
  async function* chunks() {
    yield Buffer.from('first\n');
    for (let size = 0; size < 50_000_000; size += 100_000) yield Buffer.alloc(100_000, 'x');
    yield Buffer.from('\nlast');
  }
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const lines = [];
  for await (const line of readLines(chunks())) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    lines.push(line);
  }
  expect(lines).toEqual([
    { number: 1, text: 'first' },
    { number: 2, fault: 'line-too-long' },
    { number: 3, text: 'last' },
  ]);
});

// A few kilobytes of gzip can hold this: it must not keep a function from its work.
test('given 16 MiB of line breaks, then the line behind them is found soon', async () => {
  const breaks = Buffer.alloc(16 * 1024 * 1024, '\n');
  const bytes = Buffer.concat([breaks, Buffer.from('last')]);
  const found = await linesOf(inPieces(bytes, 65_536));
  expect(found).toEqual([{ number: breaks.length + 1, text: 'last' }]);
}, 20_000);

test('given lines at the limit, over it and not UTF-8, then only the first is text', async () => {
  const bytes = Buffer.concat([
    Buffer.alloc(maxLineBytes, 'x'),
    Buffer.from('\n'),
    Buffer.alloc(maxLineBytes + 1, 'x'),
    Buffer.from([0x0a, 0xff, 0xfe]),
  ]);
  const [atLimit, over, binary] = await linesOf(inPieces(bytes, 65_536));
  expect(atLimit).toHaveProperty('text');
  expect(over).toEqual({ number: 2, fault: 'line-too-long' });
  expect(binary).toEqual({ number: 3, fault: 'not-utf-8' });
});
