import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anyKnownReports,
  registeredReport,
  reportsOfBatch,
} from '../../../test/support/registered-reports.ts';
import { ledgerKey } from '../../identifiers.ts';
import { sealChunk } from './chunk.ts';
import { decodeReports, encodeReports } from './encoding.ts';
import { placeOf } from './place.ts';

test('for any reports, what is decoded is what was encoded', () => {
  fc.assert(
    fc.property(anyKnownReports, (known) => {
      expect(decodeReports(encodeReports(known))).toEqual(known);
    }),
  );
});

test('given ledgers that several reports touch, or one report twice, then each keeps its own', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ledgerKey('phone', name)) as [
    string,
    string,
    string,
  ];
  const known = [[a, b], [], [b, c, b], [a], [c]].map((touched, at) => ({
    reference: `R${at}`,
    report: registeredReport({ touched }),
  }));
  expect(decodeReports(encodeReports(known))).toEqual(known);
});

test('given the reports of a large batch, then each takes at most 115 bytes', () => {
  const { bytes } = sealChunk(reportsOfBatch(2000), {
    level: 0,
    recordsPerPage: 200,
    fingerprintOf: (reference) => placeOf(reference).fingerprint,
  });
  expect(bytes.length / 2000).toBeLessThan(115);
});

test('given bytes that end early, then they are refused', () => {
  const bytes = encodeReports(reportsOfBatch(3));
  for (const length of [0, 3, 40, bytes.length - 1]) {
    expect(() => decodeReports(bytes.subarray(0, length))).toThrow();
  }
});
