import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import type { FiledInformation } from '../../lib/information-records/information-record.ts';
import { isOpen } from '../../lib/information-records/possible-match.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import { type ShortReport, subject } from '../../test/support/case-world.ts';
import { informedWorld } from '../../test/support/informed-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';

const indicators = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const phone = phoneKey('416-555-0142') ?? '';
const caseOf = (about: string) => caseIdOf([subject(about)]);

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

let world: ReturnType<typeof informedWorld>;
beforeEach(() => {
  world = informedWorld(rulebook);
});

/** Alex Example, whom four indicators speak of. */
const alex = (other: Partial<ShortReport> = {}): ShortReport => ({
  ...{ about: 'a', indicators },
  ...other,
  party: { given: 'Alex', surname: 'EXAMPLE', ...other.party },
});
const named = (other: Partial<FiledInformation['persons'][number]> = {}) => ({
  phones: [],
  persons: [{ surname: 'Example', given: 'Alex', aliases: [], ...other }],
});
const noted = () => world.store.cases.get(caseOf('a'))?.informedBy;
const matches = () => [...world.filed.matches.values()];
/** The case of Alex, rejected by two people. */
function decided() {
  const theCase = world.store.cases.get(caseOf('a'));
  if (!theCase) throw new Error('no case');
  const rejected = { claimedBy: 'ana', openedAt: theCase.raisedAt, rejectedBy: 'max' };
  world.store.cases.set(caseOf('a'), {
    ...{ ...theCase, ...rejected, rejectedAt: theCase.raisedAt, decisions: 2 },
    status: 'rejected',
  });
}
const waiting = () => matches().filter(isOpen);

describe('given a case, and a record that has the name of somebody in it', () => {
  beforeEach(async () => {
    await world.report(alex());
    await world.ask('ON-KINGSTON', named());
  });

  test('then it waits for an analyst, and nothing follows', () => {
    expect(waiting()).toMatchObject([
      {
        ...{ subject: subject('a'), agency: 'ON-KINGSTON', caseId: caseOf('a') },
        by: [{ pointer: '/persons/0', agrees: ['name'] }],
      },
    ]);
    expect(noted()).toBeUndefined();
  });

  test('when she confirms it, then the case goes before others and it waits no more', async () => {
    await world.judge('confirm');
    expect(noted()).toEqual(['ON-KINGSTON']);
    expect(waiting()).toEqual([]);
  });

  test('when she dismisses it, then nothing follows, also when the case is assembled again', async () => {
    await world.judge('dismiss');
    await world.report(alex({ revision: 2, uses: [phone] }));
    expect(noted()).toBeUndefined();
    expect(waiting()).toEqual([]);
  });

  test('when she confirms it and then finds that she was wrong, then the case stands where it stood', async () => {
    await world.judge('confirm');
    await world.judge('dismiss');
    expect(noted()).toBeUndefined();
    const [match] = matches();
    expect(match?.decisions.map(({ verdict }) => verdict)).toEqual(['confirm', 'dismiss']);
  });

  test('when a report corrects the name, then it waits no more, and what was confirmed counts no more', async () => {
    await world.judge('confirm');
    await world.report(alex({ revision: 2, party: { given: 'Robin' } }));
    expect(noted()).toBeUndefined();
    expect(matches()).toMatchObject([{ holds: false }]);
    await world.report(alex({ revision: 3 }));
    expect(noted()).toEqual(['ON-KINGSTON']);
  });

  test('when the case lapses, then nobody is asked', async () => {
    await world.report(alex({ revision: 2, indicators: ['HT-SEX-001'] }));
    expect(waiting()).toEqual([]);
    await world.report(alex({ revision: 3 }));
    expect(waiting()).toHaveLength(1);
  });

  test('when it was confirmed and the case is decided, then that stays, and can be put right', async () => {
    await world.judge('confirm');
    decided();
    await world.report(alex({ revision: 2, uses: [phone] }));
    expect(noted()).toEqual(['ON-KINGSTON']);
    expect(matches()).toMatchObject([{ holds: true, inWork: false }]);
    await world.judge('dismiss');
    expect(noted()).toBeUndefined();
    expect(waiting()).toEqual([]);
  });

  test('when it was confirmed, the case is decided and the record taken back, then the case tells of it no more', async () => {
    await world.judge('confirm');
    decided();
    const [match] = matches();
    await world.takeBack('ON-KINGSTON', match?.recordId ?? '');
    expect(noted()).toBeUndefined();
    expect(matches()).toMatchObject([{ holds: false }]);
  });

  test('when it was confirmed, the case lapsed and the record is taken back, then no mark is left', async () => {
    await world.judge('confirm');
    await world.report(alex({ revision: 2, indicators: ['HT-SEX-001'] }));
    expect([...world.filed.held.informed.keys()]).toEqual([caseOf('a')]);
    const [match] = matches();
    await world.takeBack('ON-KINGSTON', match?.recordId ?? '');
    expect([...world.filed.held.informed.keys()]).toEqual([]);
  });

  test('when a telephone identifies them besides, then the case is raised and nobody is asked', async () => {
    await world.ask('ON-OPP', { ...named(), phones: ['416-555-0142'] });
    await world.report(alex({ revision: 2, uses: [phone] }));
    expect(noted()).toEqual(['ON-OPP']);
    expect(waiting()).toMatchObject([{ agency: 'ON-KINGSTON' }]);
  });

  test('when the agency takes its record back, then nobody is asked', async () => {
    const [match] = matches();
    await world.takeBack('ON-KINGSTON', match?.recordId ?? '');
    expect(waiting()).toEqual([]);
  });

  test('when it was confirmed and is taken back, then the case stands where it stood', async () => {
    await world.judge('confirm');
    const [match] = matches();
    await world.takeBack('ON-KINGSTON', match?.recordId ?? '');
    expect(noted()).toBeUndefined();
  });
});

test('given a match that was dismissed, when they come to have more in common, then she is asked again', async () => {
  await world.report(alex());
  await world.ask('ON-KINGSTON', named({ birthDate: '1996' }));
  await world.judge('dismiss');
  expect(waiting()).toEqual([]);
  await world.report(alex({ revision: 2, party: { birthDate: '1996-02-11' } }));
  expect(waiting()).toMatchObject([{ by: [{ agrees: ['name', 'birth-date'] }] }]);
  await world.judge('dismiss');
  expect(waiting()).toEqual([]);
});

test('given somebody in no case, then a name meets nobody, and meets her once she is in one', async () => {
  await world.report(alex({ indicators: ['HT-SEX-001'] }));
  await world.ask('ON-KINGSTON', named());
  expect(matches()).toEqual([]);
  await world.report(alex({ revision: 2 }));
  expect(waiting()).toHaveLength(1);
});

test('given a record that is filed while a case is opened, then they meet all the same', async () => {
  const { after } = world.filed.information;
  let reads = 0;
  world.filed.information.after = async (number) => {
    reads += 1;
    const seen = await after(number);
    // The agency looks for cases after the log was read and before there is one.
    if (reads === 1) await world.ask('ON-KINGSTON', named());
    return seen;
  };
  await world.report(alex());
  expect(waiting()).toHaveLength(1);
});

test('for any order of reports, records and names, the same wait for an analyst', async () => {
  const steps = [
    (one: typeof world) => one.report(alex()),
    (one: typeof world) => one.report(alex({ about: 'b', uses: [phone] })),
    (one: typeof world) => one.report({ about: 'c', indicators, uses: [phone] }),
    (one: typeof world) => one.report(alex({ about: 'd', party: { given: 'Robin' } })),
    (one: typeof world) => one.ask('ON-KINGSTON', named()),
    (one: typeof world) => one.ask('ON-OPP', named({ birthDate: '1996' })),
    (one: typeof world) =>
      one.ask('ON-TPS', { ...named({ given: 'Kim' }), phones: ['613-555-0100'] }),
  ];
  const order = fc.shuffledSubarray([...steps.keys()], { minLength: steps.length });
  await fc.assert(
    fc.asyncProperty(order, async (places) => {
      const one = informedWorld(rulebook);
      for (const place of places) await steps[place]?.(one);
      const found = [...one.filed.matches.values()].filter(isOpen);
      const told = found.map((match) => `${match.subject} ${match.agency}`).sort();
      const both = ['ON-KINGSTON', 'ON-OPP'];
      const expected = ['a', 'b'].flatMap((about) => both.map((its) => `${subject(about)} ${its}`));
      expect(told).toEqual(expected.sort());
      for (const { informedBy } of one.store.cases.values()) expect(informedBy).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});
