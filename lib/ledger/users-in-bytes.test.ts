import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, daysLater } from '../../test/support/ledgers.ts';
import { ledgerKey } from '../identifiers.ts';
import { type Contribution, type Member, ways } from './contribution.ts';
import { usersFromBytes, usersToBytes } from './users-in-bytes.ts';

const moments = fc.constantFrom(
  daysLater(0),
  '2026-03-02T03:12:00Z',
  '2026-03-02T03:12:00+05:45',
  '2026-03-02T03:12:00-03:30',
);
const names = fc.uniqueArray(fc.nat(3), { maxLength: 3 });
const numberedKeys = (kind: 'name' | 'employer') =>
  names.map((numbers) => numbers.map((one) => ledgerKey(kind, `${one}`)).sort());

const users: fc.Arbitrary<Contribution[]> = fc.array(
  fc
    .record({
      subject: fc.nat(5).map((one) => ledgerKey('party', `${one}`)),
      version: fc.oneof(fc.nat(300), fc.nat()),
      members: fc.array(
        fc.record({
          as: fc.constantFrom(...ways),
          since: moments,
          kind: fc.constantFrom('person' as const, 'entity' as const, undefined),
          surnames: numberedKeys('name'),
          paidBy: numberedKeys('employer'),
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ subject, version, members }) =>
      contribution({
        report: { entity: '0034567', reference: subject },
        revision: String(version).padStart(12, '0'),
        entries: [],
        members: members.map(
          ({ as, since, kind, surnames, paidBy }): Member => ({
            subject,
            since,
            as,
            ...(kind && { kind }),
            ...(surnames.length > 0 && { surnames }),
            ...(paidBy.length > 0 && { paidBy: paidBy.map((key) => ({ key, since })) }),
          }),
        ),
      }),
    ),
);

test('for any users of a link key, what is read is what was written', () => {
  fc.assert(
    fc.property(users, (told) => {
      const bytes = usersToBytes(told);
      if (told.some(({ members = [] }) => members.some(({ since }) => since.endsWith('Z')))) {
        expect(bytes).toBeUndefined();
      } else {
        expect(usersFromBytes(bytes ?? new Uint8Array())).toEqual(told);
      }
    }),
  );
});

const subject = ledgerKey('party', 'robin');
const one = contribution({
  report: { entity: '1234567', reference: subject },
  revision: '000000000001',
  entries: [],
  members: [{ subject, since: daysLater(1), as: 'holder' }],
});

test('given one user of an account, then that takes no more than thirty bytes', () => {
  expect(usersToBytes([one])?.length).toBeLessThanOrEqual(30);
});

const told = (member: Partial<Member>): Partial<Contribution> => ({
  members: [{ subject, since: daysLater(1), as: 'holder', ...member }],
});

test.each<[string, Partial<Contribution>]>([
  ['of a fraction of a second', told({ since: '2026-03-02T03:12:00.5-05:00' })],
  ['of a moment before 1970', told({ since: '1969-03-02T03:12:00-05:00' })],
  ['of somebody else', told({ subject: ledgerKey('party', 'kim') })],
  ['by a surname that is no name', told({ surnames: [subject] })],
  ['in another revision', { revision: '1:a' }],
  ['by another name', { report: { entity: '1234567', reference: 'R1' } }],
  ['by an entity without a number', { report: { entity: '', reference: subject } }],
  ['with keys', { keys: [] }],
])('given users told %s, then they are told in words', (_, otherwise) => {
  expect(usersToBytes([{ ...one, ...otherwise }])).toBeUndefined();
});

test('given bytes of which one is damaged, then they are refused', () => {
  const bytes = usersToBytes([one]) ?? new Uint8Array();
  for (const at of bytes.keys()) {
    const damaged = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(() => usersFromBytes(damaged)).toThrow();
  }
});

test('given bytes that were written earlier, then they are read: the order of the ways has not changed', () => {
  const bytes = Buffer.from('hRjgkRLWh+JQPm2j6Luvjc9rwQEBAGlc+UBMAAA=', 'base64');
  expect(usersFromBytes(bytes)).toEqual([one]);
});
