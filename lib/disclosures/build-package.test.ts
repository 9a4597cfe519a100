import { describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../test/support/build-test-package.ts';
import {
  adSite,
  alex,
  assessment,
  bystander,
  entity,
  matchOn,
  onFile,
  payer,
  report,
  robin,
  rulebook,
  subjectKeyOf,
} from '../../test/support/disclosure-case.ts';
import { hers, victimInPart } from '../../test/support/planted-victim.ts';

describe('given a case of two people, a payer, a merchant and a bystander', () => {
  const built = build();
  const text = JSON.stringify(built);

  test('then the one who collects is a subject, with what identifies him', () => {
    const [subject] = built.parties.filter(({ role }) => role === 'subject');
    expect(subject).toMatchObject({
      names: ['Alex EXAMPLE'],
      birthDates: ['1996-02-11'],
      emails: ['alex@example.com'],
      clientNumbers: ['C-88120'],
      idDocuments: [{ type: 'driver’s licence', number: 'E0000-60211', issuer: 'Ontario, Canada' }],
    });
  });

  test('then the possible victim has a list of her own and is nowhere among the parties', () => {
    expect(built.possibleVictims.map(({ names }) => names)).toEqual([['Robin SAMPLE']]);
    expect(built.parties.flatMap(({ names }) => names)).not.toContain('Robin SAMPLE');
    expect(built.referrals.length).toBeGreaterThan(0);
  });

  test('then the payer is counted, not profiled', () => {
    expect(built.payersCounted).toBe(1);
    expect(built.transactions.map(({ payers }) => payers)).toEqual([0, 0, 1, 0]);
    expect(text).not.toContain('payer07');
  });

  test('then the bystander does not appear', () => {
    expect(text).not.toContain('BYSTANDER');
  });

  test('then every fact cites the transactions and parties it rests on', () => {
    expect(built.grounds.facts).toEqual(['Cash moved 4 times. (P2; T1–T4)']);
    expect(built.relationships).toEqual([
      {
        from: 'P1',
        to: 'P2',
        reason: 'money passes from the one to the other: 2 transfers, $1,280.00 in all (T1–T2)',
      },
    ]);
  });

  test('then the published source is spelled out and no rule number appears', () => {
    expect(built.indicators[0]?.sources).toEqual([
      'FINTRAC Operational Alert, December 2016, pattern 1',
    ]);
    expect(text).not.toMatch(/HT-[A-Z]{3}-\d{3}/);
  });

  test('then a transaction says who did what, where and when, exactly', () => {
    expect(built.transactions[0]).toMatchObject({
      date: '2026-11-06',
      localTime: '23:41:10-05:00',
      method: 'at a bank machine',
      status: 'completed',
      starts: [
        {
          manner: 'cash, brought in',
          amount: '640.00',
          currency: 'CAD',
          conductors: [{ party: 'P1', onBehalfOf: [{ party: 'P2', relationship: 'other' }] }],
        },
      ],
      completions: [{ amount: '640.00', account: 'A1', beneficiaries: ['P2'] }],
      placeOfBusiness: { location: 'BR00012', city: 'Kingston', province: 'ON' },
    });
    expect(built.transactions[3]?.starts[0]?.conductors[0]?.deviceType).toBe('mobile phone');
  });

  test.each(['203.0.113.9', 'd-77', '21.75', 'teller-9', 'looked afraid', 'never to leave'])(
    'then %s does not appear anywhere',
    (forbidden) => {
      expect(text).not.toContain(forbidden);
    },
  );
});

test('given the same facts, the same contents in the same order', () => {
  expect(JSON.stringify(build())).toBe(JSON.stringify(build()));
});

test('given a rule with numbers in its French words, then no line can end inside them', () => {
  const means = { en: 'From $8,000.', fr: 'De 8 000 $ : « espèces ».' };
  const indicators = rulebook.indicators.map((one) => ({ ...one, means, title: means }));
  const spaced = 'De 8\u00a0000\u00a0$\u00a0: «\u00a0espèces\u00a0».';
  const built = build({ ...toronto, language: 'fr' }, [onFile], assessment, {
    ...rulebook,
    indicators,
  });
  expect(built.indicators[0]).toMatchObject({ title: spaced, means: spaced });
});

test('given a French recipient, every text of our own is French and the narrative stays', () => {
  const built = build({ ...toronto, language: 'fr' });
  expect(built.indicators[0]?.title).toBe('Espèces la nuit');
  expect(built.transactions[0]?.method).toBe('à un guichet automatique');
  expect(built.reports[0]?.narrative).toEqual({
    language: 'en',
    text: report.suspicion?.narrative,
  });
});

describe('given a recipient that is no police service', () => {
  const built = build(border);

  test('then nothing identifies a possible victim, and the text of reports is withheld', () => {
    const text = JSON.stringify(built);
    for (const hers of ['Robin', 'SAMPLE', 'C-90001', '2001-05-30']) {
      expect(text).not.toContain(hers);
    }
    expect(built.possibleVictims).toHaveLength(1);
  });

  test.each(['conductor', 'on behalf', 'source', 'holder', 'beneficiary', 'involved'])(
    'then nothing identifies a possible victim who is %s',
    (part) => {
      const text = JSON.stringify(build(border, [victimInPart(part)]));
      for (const detail of Object.values(hers)) expect(text).not.toContain(detail);
    },
  );

  test('then the second test and its facts are on the cover', () => {
    expect(built.cover.secondTest?.facts).toContain('another country');
  });
});

test('given a recipient that is no police service and a recorded reason, then it learns who the possible victims are', () => {
  const victimsNamedBecause = 'The specialised unit meets her this week and asked for her by name.';
  const named = build({ ...border, secondTest: 'Robin travels tomorrow.', victimsNamedBecause });
  expect(named.possibleVictims.map(({ names }) => names)).toEqual([['Robin SAMPLE']]);
});

test('then where help is found is told as the routing table has it, in the language of the recipient', () => {
  expect(build().referrals[0]).toBe('Help: 555-0100');
  expect(build({ ...toronto, language: 'fr' }).referrals[0]).toBe('Aide : 555-0100');
});

test.each(['Robin is at risk.', 'Mme sample court un danger.'])(
  'given the words “%s” for a recipient that is no police service, then the package is refused',
  (words) => {
    const refusal = expect.objectContaining({ code: 'possible-victim-named' });
    expect(() => build({ ...border, secondTest: words })).toThrow(refusal);
  },
);

test('given a merchant in two reports, then it is one party', () => {
  const second = { ...onFile, key: { entity, reference: 'NB-STR-2' } };
  const [match] = assessment.matches;
  const evidence = (match?.evidence ?? []).flatMap((ref) => [
    ref,
    { ...ref, reference: 'NB-STR-2' },
  ]);
  const both = { ...assessment, matches: match ? [{ ...match, evidence }] : [] };
  const built = build(toronto, [onFile, second], both);
  expect(built.parties.filter(({ names }) => names.includes('ADSITE LTD'))).toHaveLength(1);
  expect(built.reportCounts).toEqual([{ type: 'suspicious transaction report', count: 2 }]);
  expect(built.reporterCounts).toEqual([{ category: 'bank', count: 1 }]);
});

test('given a controller whom a report describes as possibly a victim, then never as a subject', () => {
  const described = {
    ...report,
    parties: [{ ...alex, role: 'possible_victim' as const }, robin, payer, adSite, bystander],
  };
  const built = build(toronto, [{ ...onFile, report: described }]);
  expect(built.parties.filter(({ role }) => role === 'subject')).toEqual([]);
});

describe('given a match that rests on records of the reporting entity only', () => {
  const bare = { ...assessment, links: [], matches: [matchOn(subjectKeyOf(robin), [])] };

  test('then its subject is named from the report', () => {
    const built = build(toronto, [onFile], bare);
    expect(built.possibleVictims.map(({ names }) => names)).toEqual([['Robin SAMPLE']]);
    expect(built.transactions).toEqual([]);
  });

  test('then the indicator is told, and no number that nobody could trace', () => {
    const [indicator] = build(toronto, [onFile], bare).indicators;
    expect(indicator).toMatchObject({
      title: 'Night-time cash',
      basis: 'records',
      transactions: [],
    });
    expect(indicator?.sentence).toMatch(/records that the reporting entity keeps/);
    expect(indicator?.sentence).not.toMatch(/\d/);
  });

  test('then it is told so to a French recipient in French', () => {
    const [indicator] = build({ ...toronto, language: 'fr' }, [onFile], bare).indicators;
    expect(indicator?.sentence).toMatch(
      /^Repose sur des documents que conserve l’entité déclarante/,
    );
  });

  test('then no reason of a role gives the number away', () => {
    const [match] = bare.matches;
    const subjects = assessment.subjects.map((subject) => ({
      ...subject,
      reasons: match ? [match.sentence] : [],
    }));
    const text = JSON.stringify(build(toronto, [onFile], { ...bare, subjects }));
    expect(text).not.toContain('Cash moved 0 times');
  });
});

describe('given an indicator that held in several windows', () => {
  const alexKey = subjectKeyOf(alex);
  const windows = [['T-1'], ['T-1', 'T-2'], ['T-2', 'T-3', 'T-4']].map((refs) =>
    matchOn(alexKey, refs),
  );
  const built = build(toronto, [onFile], { ...assessment, matches: windows });

  test('then it is told once, at its fullest', () => {
    expect(built.indicators).toHaveLength(1);
    expect(built.indicators[0]).toMatchObject({
      sentence: 'Cash moved 3 times.',
      period: { from: '2026-11-07', until: '2026-11-08' },
      transactions: ['T2', 'T3', 'T4'],
    });
  });

  test('then whatever else it rests on is cited with its own days', () => {
    expect(built.indicators[0]?.otherPeriods).toEqual([
      { from: '2026-11-06', until: '2026-11-07', transactions: ['T1', 'T2'] },
    ]);
  });
});

describe('given somebody whom a second report knows by a name and an e-mail address only', () => {
  const known = { ref: 'z1', kind: 'person' as const, role: 'unknown' as const };
  const reportOf = (party: object) => ({
    key: { entity: '7654321', reference: 'LS-STR-1' },
    filedOn: '2026-11-20',
    digest: 'd',
    report: {
      ...report,
      reference: 'LS-STR-1',
      accounts: [],
      suspicion: undefined,
      parties: [{ ...known, ...party }],
      transactions: report.transactions.slice(2, 3).map((transaction) => ({
        ...transaction,
        start: transaction.start.map(({ conductors: _, ...start }) => start),
        complete: [
          {
            disposition: 'outgoing_emt' as const,
            amount: '250.00',
            beneficiaries: [{ party: 'z1' }],
          },
        ],
      })),
    },
  });
  const evidence = [
    ...(assessment.matches[0]?.evidence ?? []),
    { entity: '7654321', reference: 'LS-STR-1', transaction: 'T-3', leg: 0 },
  ];
  const [match] = assessment.matches;
  const its = { ...assessment, matches: match ? [{ ...match, evidence }] : [] };

  test('when both are those of a subject, then the two are one party', () => {
    const same = reportOf({ given: 'Alex', surname: 'Example', email: 'ALEX@example.com' });
    const built = build(toronto, [onFile, same], its);
    expect(built.parties.filter(({ names }) => names.join().includes('Alex'))).toHaveLength(1);
  });

  test('when only the address is, then they stay two parties', () => {
    const other = reportOf({ given: 'Sam', surname: 'Other', email: 'alex@example.com' });
    const built = build(toronto, [onFile, other], its);
    expect(built.parties.flatMap(({ names }) => names)).toEqual(
      expect.arrayContaining(['Alex EXAMPLE', 'Sam Other']),
    );
  });

  test('when only the name is that of a possible victim, then nobody but the police learns it', () => {
    const namesake = reportOf({ given: 'Robin', surname: 'SAMPLE' });
    expect(JSON.stringify(build(toronto, [onFile, namesake], its))).toContain('Robin SAMPLE');
    expect(JSON.stringify(build(border, [onFile, namesake], its))).not.toContain('SAMPLE');
  });
});

test('given names of a hundred letters that run from right to left, they stay as they are', () => {
  const name = 'שלום'.repeat(25);
  const parties = [{ ...alex, surname: name, given: name }, robin, payer, adSite, bystander];
  const built = build(toronto, [{ ...onFile, report: { ...report, parties } }]);
  expect(built.parties.flatMap(({ names }) => names)).toContain(`${name} ${name}`);
});
