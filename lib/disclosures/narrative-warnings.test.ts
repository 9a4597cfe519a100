import { describe, expect, test } from 'vitest';
import { build } from '../../test/support/build-test-package.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { claimCase } from './claim-case.ts';
import { narrativeWarnings } from './narrative-warnings.ts';
import { submitCase } from './submit-case.ts';

const held = build();
const [report] = held.reports;
const withText = (text: string) => ({
  ...held,
  reports: [
    {
      ...(report ?? { label: 'R1', type: 'x', filedOn: '2026-11-20', reporterCategory: 'bank' }),
      narrative: { language: 'en' as const, text },
    },
  ],
});

describe('given a report whose text was filed', () => {
  test.each([
    ['ip-address', 'She signed in from 203.0.113.9.', '203.0.113.9'],
    ['ip-address', 'The session of 2001:db8::8a2e:370:7334 was short.', '2001:db8::8a2e:370:7334'],
    ['device-identifier', 'The phone 490154203237518 was used.', '490154203237518'],
    ['device-identifier', 'The phone 49-015420-323751-8 was used.', '49-015420-323751-8'],
    ['device-identifier', 'Its card is 00:1B:44:11:3a:b7, as before.', '00:1B:44:11:3a:b7'],
    [
      'device-identifier',
      'Device 3f2504e0-4f89-41d3-9a0c-0305e82c3301 again.',
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    ],
    ['score', 'Our model gave a risk rating of 87.', 'risk rating of 87'],
    ['score', 'Le pointage est de 12,5.', 'pointage est de 12,5'],
    ['rule-number', 'It met HT-SEX-001 twice.', 'HT-SEX-001'],
    ['staff', 'Prepared by Dana Example', 'Prepared by Dana Example'],
    ['staff', 'Rédigé par Dominique Exemple', 'Rédigé par Dominique Exemple'],
    ['staff', 'The teller Dana saw bruises.', 'teller Dana'],
    ['staff', 'employee no. 44871 helped her', 'employee no. 44871'],
  ])('when it holds a %s, as in “%s”, then it is told', (kind, text, found) => {
    expect(narrativeWarnings(withText(text))).toContainEqual({ kind, where: 'R1', text: found });
  });

  test.each([
    'Cash moved 5 times at 10:30:00 on 2026-11-06, 640.00 in all.',
    'The account 999-00012-5550001 of the client C-88120 was opened on 2025-08-03.',
    'She asked a teller about fees. The score of the game was read aloud.',
    'Call 416-555-0142 or write to alex@example.com; licence E0000-60211.',
    'Prepared by the bank for the police.',
  ])('when it says “%s”, then nothing is told', (text) => {
    expect(narrativeWarnings(withText(text))).toEqual([]);
  });

  test('when the same stands there twice, then it is told once', () => {
    expect(narrativeWarnings(withText('203.0.113.9, then 203.0.113.9'))).toHaveLength(1);
  });
});

test('given grounds and facts of a second test, then they are looked at too', () => {
  const cover = { ...held.cover, secondTest: { test: 'x', facts: 'from 203.0.113.9' } };
  const grounds = { statement: 'It met HT-LAB-004.', facts: [] };
  expect(narrativeWarnings({ grounds, cover, reports: [] })).toEqual([
    { kind: 'rule-number', where: 'grounds', text: 'HT-LAB-004' },
    { kind: 'ip-address', where: 'second-test', text: '203.0.113.9' },
  ]);
});

test('given a submission whose grounds hold an address on the Internet, then it is taken, and says so', async () => {
  const { ports } = decisionPorts();
  const { caseId } = openCase;
  const { revision } = await claimCase(ports, { caseId, actor: 'ann' });
  const grounds = 'Adverts are placed from 203.0.113.9 for somebody else.';
  const request = { caseId, actor: 'ann', revision, grounds, requestKey: 'key-1' };
  const warnings = [{ kind: 'ip-address', where: 'grounds', text: '203.0.113.9' }];
  expect(await submitCase(ports, request)).toMatchObject({ narrativeWarnings: warnings });
  // Whoever asks again, the answer having been lost, is told the same.
  expect(await submitCase(ports, request)).toMatchObject({ narrativeWarnings: warnings });
});
