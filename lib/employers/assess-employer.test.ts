import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Payment, subject } from '../../test/support/case-world.ts';
import { employerWorld, passedOn, wages } from '../../test/support/employer-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { mostWorkers } from './update-employer.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});
let world: ReturnType<typeof employerWorld>;
beforeEach(() => {
  world = employerWorld(rulebook);
});

/** Pay gone at once (6 points), debt words (4), permit fees (2): exactly 12 in three families. */
const justEnough = ['HT-LAB-002', 'HT-LAB-021', 'HT-LAB-017'];
const worker = (about: string, indicators: string[] = [], more: object = {}) => ({
  about,
  indicators,
  payments: wages('FARM EXAMPLE INC'),
  ...more,
});

describe('given two workers of one employer, at the gate of review', () => {
  test('when both show pay gone at once and the points are exactly 12, then it is passed', async () => {
    const [farm] = await world.after(worker('a', justEnough), worker('b', ['HT-LAB-002']));
    expect(farm).toMatchObject({
      names: ['FARM EXAMPLE INC'],
      outcome: 'review',
      workersAffected: 2,
      score: { score: 12 },
    });
  });

  test('when one family fewer is shown, then it is watched', async () => {
    const [farm] = await world.after(
      worker('a', ['HT-LAB-002', 'HT-LAB-021']),
      worker('b', ['HT-LAB-002']),
    );
    expect(farm).toMatchObject({ outcome: 'watch', score: { score: 10 } });
  });

  test('when only one of them shows anything, then there is no pattern and nothing is listed', async () => {
    expect(await world.after(worker('a', justEnough), worker('b'))).toEqual([]);
  });

  test('when the two show different families, then there is no pattern either', async () => {
    const apart = [worker('a', ['HT-LAB-002']), worker('b', ['HT-LAB-021', 'HT-LAB-017'])];
    expect(await world.after(...apart)).toEqual([]);
  });

  test('when the two are one person known to two institutions, then there is no pattern', async () => {
    const uses = [ledgerKey('identity', 'passport')];
    const same = ['a', 'b'].map((about) => worker(about, justEnough, { uses }));
    expect(await world.after(...same)).toEqual([]);
  });

  test('when somebody else pays the second, then each employer has one worker and no pattern', async () => {
    const other = { ...worker('b', justEnough), payments: wages('OTHER EXAMPLE INC') };
    expect(await world.after(worker('a', justEnough), other)).toEqual([]);
  });
});

test('given a worker who shows no pattern, then what she shows is set aside and told', async () => {
  const [farm] = await world.after(
    worker('a', ['HT-LAB-002']),
    worker('b', ['HT-LAB-002']),
    worker('c', ['HT-LAB-010']),
  );
  expect(farm?.affected).toEqual([subject('a'), subject('b')].sort());
  expect(farm?.setAside).toEqual([
    { family: 'LABOUR_FEES', indicators: ['HT-LAB-010'], workers: 1 },
  ]);
  expect(farm?.score.families.map(({ family }) => family)).toEqual(['LABOUR_PAY']);
});

describe('given one worker of a household', () => {
  const household = (indicators: string[]) => ({
    about: 'nanny',
    indicators,
    payments: [1, 2, 3].map((week) => ({
      from: 'head',
      at: `2026-03-0${week}T12:00:00-05:00`,
      cad: 400,
      wages: 'person' as const,
    })),
  });

  test('when her salary goes back, then she is enough for a pattern', async () => {
    const [home] = await world.after(household(['HT-LAB-028', 'HT-LAB-002', 'HT-SEX-083']));
    expect(home).toMatchObject({ kind: 'person', workersAffected: 1 });
    expect(['review', 'priority']).toContain(home?.outcome);
  });

  test('when it only goes on to others, then she is not', async () => {
    expect(await world.after(household(['HT-LAB-018', 'HT-LAB-002', 'HT-SEX-083']))).toEqual([]);
  });

  test('when nothing but the salary going back is shown, then the household is watched', async () => {
    const [home] = await world.after(household(['HT-LAB-028']));
    expect(home).toMatchObject({ outcome: 'watch', score: { score: 9 } });
  });
});

describe('given a seasonal crew whose pay leaves at once', () => {
  const crew = (explanations: string[]) =>
    ['a', 'b', 'c', 'd'].map((about) => worker(about, ['HT-LAB-002'], { explanations }));

  test('when their data explains it, then the employer is listed below every outcome', async () => {
    const [farm] = await world.after(...crew(['FP05']));
    expect(farm).toMatchObject({ outcome: 'none', score: { score: 1.8 }, workersAffected: 4 });
    expect(farm?.explanations.map(({ suppressor }) => suppressor)).toEqual(Array(4).fill('FP05'));
  });

  test('when nothing explains it, then the employer is watched', async () => {
    const [farm] = await world.after(...crew([]));
    expect(farm).toMatchObject({ outcome: 'watch', score: { score: 6 } });
  });
});

test('given an organization that is a client itself, then what its own account shows counts', async () => {
  const [farm] = await world.after(worker('a'), worker('b'), {
    about: 'farm',
    indicators: ['HT-LAB-011'],
    party: { kind: 'entity', name: 'Farm Example' },
  });
  expect(farm).toMatchObject({
    subjects: [subject('farm')],
    workersAffected: 0,
    matches: [{ indicator: 'HT-LAB-011' }],
  });
});

describe('given somebody who is paid wages that name others', () => {
  const collector = (...names: string[]) => ({
    about: 'agent',
    indicators: ['HT-LAB-001'],
    payments: names.flatMap((naming) =>
      wages('FARM EXAMPLE INC').map((payment) => ({ ...payment, naming })),
    ),
  });

  const pair = ['a', 'b'].map((about) => worker(about, ['HT-LAB-002']));

  test('when there are two, then it is an intermediary and no worker', async () => {
    const [farm] = await world.after(...pair, collector('x', 'y'));
    expect(farm).toMatchObject({
      workersKnown: 2,
      workersAffected: 2,
      intermediaries: [{ subject: subject('agent'), part: 'collects-pay', workers: 2 }],
      payPattern: { pays: 8, paidToOthersAccounts: 2 },
    });
    expect(farm?.matches.map((match) => match.subject)).toContain(subject('agent'));
  });

  test('when there is one, as with a couple, then it is neither', async () => {
    const [farm] = await world.after(...pair, collector('x'));
    expect(farm).toMatchObject({ workersKnown: 2, intermediaries: [] });
    expect(farm?.matches.map((match) => match.subject)).not.toContain(subject('agent'));
  });

  test('when no worker shows a pattern, then its matches list nobody', async () => {
    expect(await world.after(collector('x', 'y'))).toEqual([]);
    expect(await world.after(worker('a', justEnough), worker('b'))).toEqual([]);
  });
});

describe('what becomes of the pay', () => {
  const paid = wages('FARM EXAMPLE INC');
  const gone = (about: string, later: number) => ({
    about,
    indicators: ['HT-LAB-002'],
    payments: [...paid, ...passedOn(paid, 'agent', later)],
  });

  test('when it is sent on a minute less than 72 hours later, then it counts as gone', async () => {
    const inTime = ['a', 'b'].map((about) => ({
      about,
      indicators: ['HT-LAB-002'],
      payments: [
        ...paid,
        ...passedOn(paid, 'agent', 3).map((sent) => ({
          ...sent,
          at: sent.at.replace('T12:00', 'T11:59'),
        })),
      ],
    }));
    const [farm] = await world.after(...inTime);
    expect(farm?.payPattern).toMatchObject({
      pays: 8,
      paydays: 4,
      totalCadMinor: 400_000,
      medianCadMinor: 50_000,
      within72h: { sentToOthers: 1, returned: 0 },
      endsWithOne: { key: subject('agent'), workers: 2 },
    });
  });

  test('when it is sent on 72 hours later, then it does not, but still ends with one', async () => {
    const [farm] = await world.after(gone('a', 3), gone('b', 3));
    expect(farm?.payPattern).toMatchObject({
      within72h: { sentToOthers: 0 },
      endsWithOne: { workers: 2 },
    });
  });

  test('when both ends tell of it, then the receiver is an intermediary whose matches count', async () => {
    const sent = passedOn(paid, 'agent');
    const [farm] = await world.after(gone('a', 1), gone('b', 1), {
      about: 'agent',
      indicators: ['HT-LAB-010'],
      payments: ['a', 'b'].flatMap((from) => sent.map(({ at, cad }) => ({ from, at, cad }))),
    });
    expect(farm?.intermediaries).toEqual([
      { subject: subject('agent'), part: 'receives-pay', workers: 2 },
    ]);
    expect(farm?.matches.map(({ indicator }) => indicator)).toContain('HT-LAB-010');
    expect(farm?.summary.en).toContain('Pay passes through 1 intermediary.');
  });
});

describe('given somebody to whom workers send most of their pay, and who shows signs', () => {
  const receiver = (...from: { about: string; payments: readonly Payment[] }[]) => ({
    about: 'receiver',
    indicators: ['HT-LAB-010'],
    payments: from.flatMap(({ about, payments }) =>
      payments.flatMap(({ to, at, cad }) => (to === 'receiver' ? [{ from: about, at, cad }] : [])),
    ),
  });
  const sending = (about: string, indicators: string[] = [], paid = wages('FARM EXAMPLE INC')) => ({
    about,
    indicators,
    payments: [...paid, ...passedOn(paid, 'receiver')],
  });
  const salary = wages('head').map((payment) => ({ ...payment, wages: 'person' as const }));

  test('when only one worker is known, whose spouse or landlord it may be, then nobody is listed', async () => {
    const only = sending('a', justEnough);
    expect(await world.after(only, receiver(only))).toEqual([]);
  });

  test('when only one of several workers does, then it is no intermediary', async () => {
    const one = sending('a', ['HT-LAB-002']);
    const [farm] = await world.after(one, worker('b', ['HT-LAB-002']), receiver(one));
    expect(farm).toMatchObject({ workersAffected: 2, intermediaries: [] });
  });

  test('when two do who show nothing, as tenants, then nobody is listed', async () => {
    const tenants = [sending('a'), sending('b')];
    expect(await world.after(...tenants, receiver(...tenants))).toEqual([]);
  });

  test('when one does who is enough for a pattern, then it is an intermediary', async () => {
    const nanny = sending('nanny', ['HT-LAB-028'], salary);
    const [home] = await world.after(nanny, receiver(nanny));
    expect(home).toMatchObject({
      workersAffected: 1,
      intermediaries: [{ subject: subject('receiver'), part: 'receives-pay', workers: 1 }],
    });
  });

  test('when one does who is not, then nobody is listed', async () => {
    const nanny = sending('nanny', ['HT-LAB-018'], salary);
    expect(await world.after(nanny, receiver(nanny))).toEqual([]);
  });

  test('when the employer’s own account counts instead, then theirs does not', async () => {
    const tenants = [sending('a'), sending('b')];
    const [farm] = await world.after(...tenants, receiver(...tenants), {
      about: 'farm',
      indicators: ['HT-LAB-011'],
      party: { kind: 'entity', name: 'Farm Example' },
    });
    expect(farm?.matches.map(({ indicator }) => indicator)).toEqual(['HT-LAB-011']);
  });
});

test('given more workers than are looked at, then all are counted and the first keys are looked at', async () => {
  const many = Array.from({ length: mostWorkers + 5 }, (_, index) =>
    worker(`w${index}`, ['HT-LAB-002']),
  );
  const [farm] = await world.after(...many);
  expect(farm?.workersKnown).toBe(mostWorkers + 5);
  expect(farm?.workers.map((one) => one.subject)).toEqual(
    many
      .map(({ about }) => subject(about))
      .sort()
      .slice(0, mostWorkers),
  );
}, 60_000);

test('given addresses, then those of two workers or more are told by key and town', async () => {
  const party = { city: 'Leamington', province: 'ON' };
  const [shared, alone] = [ledgerKey('address', 'house'), ledgerKey('address', 'flat')];
  const [farm] = await world.after(
    worker('a', ['HT-LAB-002'], { party, uses: [shared] }),
    worker('b', ['HT-LAB-002'], { party, uses: [shared, alone] }),
  );
  expect(farm?.premises).toEqual([{ key: shared, workers: 2, sharedByEmployer: false, ...party }]);
});
