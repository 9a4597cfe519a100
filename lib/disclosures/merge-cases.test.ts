import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseWorkWorld } from '../../test/support/case-work-world.ts';
import { payments, type ShortReport, subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { DomainError } from '../errors.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { mergeCases, unmergeCases } from './merge-cases.ts';
import { releaseCase } from './release-case.ts';
import { splitCase, unsplitCase } from './split-case.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const forReview = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const phone = (name: string) => ledgerKey('phone', name);
const together = (...names: string[]) => names.map(subject).sort().join(' ');
const refusal = (code: string) => expect.objectContaining({ code });

let world: ReturnType<typeof caseWorkWorld>;
beforeEach(() => {
  world = caseWorkWorld(rulebook);
});

describe('given two cases that nothing links', () => {
  beforeEach(() =>
    world.receive(
      { about: 'alex', indicators: forReview },
      { about: 'robin', indicators: forReview, uses: [phone('r')] },
    ),
  );

  const merged = async () => {
    const ann = await world.claim('alex');
    const decided = await mergeCases(world.people, { ...ann, other: world.caseOf('robin') });
    await world.settle();
    return { ...ann, revision: world.held.cases.get(ann.caseId)?.revision ?? decided.revision };
  };

  test('when ann merges them, then both are in her case and the other is set aside', async () => {
    await merged();
    expect(world.groups()).toEqual([together('alex', 'robin')]);
    const other = world.held.cases.get(world.caseOf('robin'));
    expect(other).toMatchObject({
      status: 'merged',
      mergedInto: world.caseOf('alex'),
      byHand: true,
    });
    expect(world.held.cases.get(world.caseOf('alex'))).toMatchObject({ status: 'claimed' });
  });

  test('then the decision is recorded on both cases, with what it was about', async () => {
    await merged();
    const [onOther] = world.held.decisions.get(world.caseOf('robin')) ?? [];
    expect(onOther).toMatchObject({
      kind: 'merge',
      actor: 'ann',
      takenOn: { caseId: world.caseOf('alex'), sequence: 2 },
      merge: { into: world.caseOf('alex'), from: world.caseOf('robin') },
    });
  });

  test('when the machine hears more, then it does not part them', async () => {
    await merged();
    await world.receive(
      { about: 'robin', revision: 2, indicators: forReview },
      { about: 'kim', uses: [phone('r')] },
      { about: 'alex', revision: 2 },
    );
    expect(world.groups()).toEqual([together('alex', 'robin')]);
    expect(world.held.cases.get(world.caseOf('robin'))?.status).toBe('merged');
  });

  test('when somebody is linked to the one set aside, then she comes to the case that goes on', async () => {
    await merged();
    await world.receive({ about: 'kim', uses: [phone('r')] });
    expect(world.groups()).toEqual([together('alex', 'kim', 'robin')]);
  });

  test('when it is taken back, then each is in its own case as before', async () => {
    const before = world.findings();
    const ann = await merged();
    await unmergeCases(world.people, { ...ann, other: world.caseOf('robin') });
    await world.settle();
    expect(world.findings()).toEqual(before);
    expect(world.held.cases.get(world.caseOf('robin'))).toMatchObject({
      status: 'open',
      gateHolds: true,
    });
  });

  test('when somebody else holds the other, then it is refused with the state that stands', async () => {
    await world.claim('robin', 'bob');
    const ann = await world.claim('alex');
    const asked = mergeCases(world.people, { ...ann, other: world.caseOf('robin') });
    await expect(asked).rejects.toMatchObject({
      code: 'case-not-in-that-state',
      current: { caseId: ann.caseId, status: 'claimed', claimedBy: 'ann' },
    });
  });

  test('when bob takes the other up at that very moment, then one of the two decisions wins', async () => {
    const ann = await world.claim('alex');
    const outcomes = await Promise.allSettled([
      mergeCases(world.people, { ...ann, other: world.caseOf('robin') }),
      world.claim('robin', 'bob'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('given a case of three who use one telephone', () => {
  const linked = (revision: number) =>
    ['alex', 'kim', 'robin'].map((about) => ({
      ...{ about, revision },
      indicators: forReview,
      uses: [phone('p')],
    }));
  const inOrder = ['alex', 'kim', 'robin'].sort((a, b) => (subject(a) < subject(b) ? -1 : 1));
  const [first = '', second = '', third = ''] = inOrder;
  beforeEach(() => world.receive(...linked(1)));

  const split = async (...names: string[]) => {
    const ann = await world.claim(first);
    await splitCase(world.people, { ...ann, subjects: names.map(subject) });
    await world.settle();
    return { ...ann, revision: world.held.cases.get(ann.caseId)?.revision ?? 0 };
  };

  test('when ann lets one leave, then she has a case of her own and stays apart', async () => {
    await split(third);
    expect(world.groups()).toEqual([together(first, second), together(third)].sort());
    expect(world.held.cases.get(world.caseOf(third))).toMatchObject({ status: 'open' });
    await world.receive(...linked(2));
    expect(world.groups()).toEqual([together(first, second), together(third)].sort());
  });

  test('when somebody new is linked to both sides, then he comes to the case that was split', async () => {
    await split(third);
    await world.receive({ about: 'new', uses: [phone('p')] });
    expect(world.groups()).toEqual([together(first, second, 'new'), together(third)].sort());
  });

  test('when two leave and no link holds them any more, then they are still together', async () => {
    await split(second, third);
    await world.receive(...linked(2).map((report) => ({ ...report, uses: [] })));
    expect(world.groups()).toEqual([together(first), together(second, third)].sort());
  });

  test('when it is taken back, then all are together as before', async () => {
    const before = world.findings();
    const ann = await split(third);
    await unsplitCase(world.people, { ...ann, other: world.caseOf(third) });
    await world.settle();
    expect(world.findings()).toEqual(before);
    expect(world.held.cases.get(world.caseOf(third))?.status).toBe('merged');
  });

  test('when she would merge what was split, then she must take the split back', async () => {
    const ann = await split(third);
    const asked = mergeCases(world.people, { ...ann, other: world.caseOf(third) });
    await expect(asked).rejects.toEqual(refusal('bond-in-the-way'));
  });

  test('when the one would leave whom the case is named after, or everybody, then it is refused', async () => {
    const ann = await world.claim(first);
    const asked = (...names: string[]) =>
      splitCase(world.people, { ...ann, subjects: names.map(subject) });
    await expect(asked(first)).rejects.toEqual(refusal('split-not-possible'));
    await expect(asked('nobody')).rejects.toEqual(refusal('subject-not-found'));
  });
});

const names = ['a', 'b', 'c', 'd', 'e'];
const reports = fc.array(
  fc.record({
    about: fc.constantFrom(...names),
    uses: fc.subarray(['p', 'q'].map(phone)),
    pays: fc.option(fc.constantFrom(...names), { nil: undefined }),
  }),
  { maxLength: 8 },
);
type Drawn = { about: string; uses: string[]; pays: string | undefined };

/** In the order of their drawing, whatever order they come in. */
const numbered = (drawn: readonly Drawn[]): ShortReport[] =>
  drawn.map(({ about, uses, pays }, place) => ({
    ...{ about, uses, revision: place + 2 },
    indicators: forReview,
    payments: pays && pays !== about ? payments(about, pays, { times: 3 }).out : [],
  }));
const [stayer = '', leaver = ''] = ['d', 'e'].sort((x, y) => (subject(x) < subject(y) ? -1 : 1));
const alone: ShortReport[] = names.map((about) => ({ about, indicators: forReview }));

describe('for any reports before and after', () => {
  const shuffled = <T>(all: T[]) => fc.shuffledSubarray(all, { minLength: all.length });

  test('a merge that is taken back leaves what there would be without it', async () => {
    await fc.assert(
      fc.asyncProperty(reports, reports, async (between, after) => {
        const [during, later] = [numbered(between), numbered([...between, ...after])];
        const merging = caseWorkWorld(rulebook);
        await merging.receive(...alone);
        const ann = await merging.claim('a');
        await mergeCases(merging.people, { ...ann, other: merging.caseOf('b') });
        await merging.settle();
        await merging.receive(...during);
        const { revision = 0 } = merging.held.cases.get(ann.caseId) ?? {};
        await unmergeCases(merging.people, { ...ann, revision, other: merging.caseOf('b') });
        await merging.settle();
        await merging.receive(...later);

        const plain = caseWorkWorld(rulebook);
        await plain.receive(...alone);
        await releaseCase(plain.people, await plain.claim('a'));
        await plain.receive(...during, ...later);
        expect(merging.findings()).toEqual(plain.findings());
      }),
      { numRuns: 15 },
    );
  });

  test('a split that is taken back leaves what there would be without it', async () => {
    await fc.assert(
      fc.asyncProperty(reports, async (between) => {
        const linked = names.map((about) => ({ about, indicators: forReview, uses: [phone('p')] }));
        const order = [...names].sort((x, y) => (subject(x) < subject(y) ? -1 : 1));
        const [first = '', second = '', third = ''] = order;
        const splitting = caseWorkWorld(rulebook);
        await splitting.receive(...linked);
        const ann = await splitting.claim(first);
        await splitCase(splitting.people, { ...ann, subjects: [second, third].map(subject) });
        await splitting.settle();
        await splitting.receive(...numbered(between));
        const { revision = 0 } = splitting.held.cases.get(ann.caseId) ?? {};
        const [to] = [second, third].sort((x, y) => (subject(x) < subject(y) ? -1 : 1));
        const other = splitting.caseOf(to ?? '');
        await unsplitCase(splitting.people, { ...ann, revision, other });
        await splitting.settle();

        const plain = caseWorkWorld(rulebook);
        await plain.receive(...linked, ...numbered(between));
        expect(splitting.findings()).toEqual(plain.findings());
      }),
      { numRuns: 15 },
    );
  });

  test('no order of reports makes the machine undo what people decided', async () => {
    const drawn = reports.chain((all) =>
      fc.record({ all: fc.constant(numbered(all)), turned: shuffled(numbered(all)) }),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async ({ all, turned }) => {
        const [one, other] = [await decided(all), await decided(turned)];
        expect(other.findings()).toEqual(one.findings());
        const groups = one.groups().map((group) => group.split(' '));
        const with_ = (name: string) => groups.filter((group) => group.includes(subject(name)));
        expect(with_('a').every((group) => group.includes(subject('b')))).toBe(true);
        expect(with_(leaver).some((group) => group.includes(subject(stayer)))).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  /** A and b are merged, d and e set apart; then the reports come. */
  async function decided(later: readonly ShortReport[]) {
    const deciding = caseWorkWorld(rulebook);
    await deciding.receive(
      ...alone.map((one) => ({ ...one, uses: 'de'.includes(one.about) ? [phone('p')] : [] })),
    );
    const ann = await deciding.claim('a');
    await mergeCases(deciding.people, { ...ann, other: deciding.caseOf('b') });
    const bob = await deciding.claim(stayer, 'bob');
    await splitCase(deciding.people, { ...bob, subjects: [subject(leaver)] });
    await deciding.settle();
    await deciding.receive(...later);
    return deciding;
  }
});

test('for any moment at which somebody decides while the machine assembles, the decision stands', async () => {
  let splits = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6), { minLength: 12, maxLength: 12 }), async (turns) => {
      const racing = caseWorkWorld(rulebook);
      await racing.receive(...alone);
      const ann = await racing.claim('a');
      const bob = await racing.claim(stayer, 'bob');
      const { assembly } = racing.machine;
      const waits = [...turns];
      const later = async () => {
        for (let turn = waits.pop() ?? 0; turn > 0; turn -= 1) await new Promise(setImmediate);
      };
      const slow = {
        read: (keys: readonly string[]) => later().then(() => assembly.read(keys)),
        replace: (...change: Parameters<typeof assembly.replace>) =>
          later().then(() => assembly.replace(...change)),
      };
      const linked = names.map((about) => ({
        ...{ about, revision: 2, indicators: forReview },
        uses: 'ab'.includes(about) ? [] : [phone('p')],
      }));
      await Promise.all([
        racing.receiveThrough({ ...racing.machine, assembly: slow }, ...linked),
        later().then(() => mergeCases(racing.people, { ...ann, other: racing.caseOf('b') })),
        later().then(() => unlessRefused(splitOff(racing, bob))),
      ]);
      await racing.settle();
      const decided = racing.held.cases.get(bob.caseId)?.standing?.splits ?? [];
      const groups = racing.groups().map((group) => group.split(' '));
      const withA = groups.filter((group) => group.includes(subject('a')));
      expect(withA.every((group) => group.includes(subject('b')))).toBe(true);
      splits += decided.length;
      for (const { leaving, staying } of decided) {
        const mixed = groups.filter(
          (group) =>
            leaving.some((one) => group.includes(one)) &&
            staying.some((one) => group.includes(one)),
        );
        expect(mixed).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
  expect(splits).toBeGreaterThan(0);
});

/** Whoever is in the case with those who stay leaves, if there is anybody. */
async function splitOff(
  racing: ReturnType<typeof caseWorkWorld>,
  bob: Awaited<ReturnType<ReturnType<typeof caseWorkWorld>['claim']>>,
) {
  const { revision = 0 } = racing.held.cases.get(bob.caseId) ?? {};
  return splitCase(racing.people, { ...bob, revision, subjects: [subject(leaver)] });
}

/** She may be too early, or be overtaken: then nothing was decided. */
const unlessRefused = (deciding: Promise<unknown>) =>
  deciding.catch((refused: unknown) => {
    if (!(refused instanceof DomainError)) throw refused;
  });
