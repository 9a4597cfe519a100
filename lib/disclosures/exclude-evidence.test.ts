import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseWorkWorld } from '../../test/support/case-work-world.ts';
import { payments, subject } from '../../test/support/case-world.ts';
import { whenAtLeast } from '../../test/support/rulebooks.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { judgeSubject } from '../indicators/judge-subject.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { excludeEvidence, includeEvidence } from './exclude-evidence.ts';
import { setRole } from './set-role.ts';

let book: Rulebook;
/** Four families, each of which needs one payment more than the one before. */
beforeAll(async () => {
  const real = await theRulebook();
  const named = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
  const indicators = named.flatMap((id, place) => {
    const indicator = real.indicators.find((one) => one.id === id);
    if (!indicator) return [];
    const { family, strength, typologies, shownBy } = indicator;
    const counting = whenAtLeast(
      { count: { kind: 'emt', direction: 'in' }, over: '60d' },
      place + 2,
    );
    return [{ ...counting, id, family, strength, typologies, shownBy }];
  });
  book = { ...real, indicators };
});

const paid = payments('robin', 'alex', { times: 5, everyDays: 3, cad: 500 });
const named = (place: number) => ({
  entity: '1234567',
  reference: 'about-alex',
  transaction: `t${place}`,
});
const refusal = (code: string) => expect.objectContaining({ code });

let world: ReturnType<typeof caseWorkWorld>;
beforeEach(async () => {
  world = caseWorkWorld(book, (ledger, rulebook) => judgeSubject(rulebook, ledger));
  await world.receive({ about: 'alex', payments: paid.in }, { about: 'robin', payments: paid.out });
});

const theCase = () => [...world.held.cases.values()].find(({ status }) => status !== 'merged');
const theAssessment = () => {
  const { caseId = '' } = theCase() ?? {};
  return world.held.assessments.get(caseId)?.assessment;
};
const holder = async () => {
  const named_ = ['alex', 'robin'].find((name) => world.caseOf(name) === theCase()?.caseId) ?? '';
  return world.claim(named_);
};
const score = () => Math.max(...(theAssessment()?.typologies ?? []).map((one) => one.score));

describe('given a case that rests on five payments', () => {
  test('when ann sets three aside, then it is as if they had never been reported', async () => {
    const ann = await holder();
    const before = score();
    await excludeEvidence(world.people, { ...ann, evidence: [named(1), named(2), named(3)] });
    await world.settle();
    expect(score()).toBeLessThan(before);
    const evidence = theAssessment()?.matches.flatMap((match) => match.evidence) ?? [];
    expect(new Set(evidence.map(({ transaction }) => transaction))).toEqual(new Set(['t4', 't5']));
    expect(theAssessment()?.excluded).toEqual([named(1), named(2), named(3)]);
    expect(theCase()).toMatchObject({ status: 'claimed', gateHolds: false });
  });

  test('then a payment that counts for nothing makes no link that is told', async () => {
    const ann = await holder();
    expect(theAssessment()?.links).toHaveLength(1);
    await excludeEvidence(world.people, {
      ...ann,
      evidence: [1, 2, 3, 4].map(named),
    });
    await world.settle();
    // One-time payers join nobody; robin tells of her payments in another report.
    expect(theAssessment()?.links).toEqual([]);
    expect(theAssessment()?.subjects).toHaveLength(2);
  });

  test('when nothing rests on what she names, then it is refused', async () => {
    const ann = await holder();
    const evidence = [{ ...named(1), transaction: 'other' }];
    await expect(excludeEvidence(world.people, { ...ann, evidence })).rejects.toEqual(
      refusal('evidence-not-found'),
    );
    await expect(includeEvidence(world.people, { ...ann, evidence: [named(1)] })).rejects.toEqual(
      refusal('evidence-not-found'),
    );
  });

  test('when somebody else sets evidence aside in her case, then it is refused', async () => {
    const ann = await holder();
    const asked = excludeEvidence(world.people, { ...ann, actor: 'bob', evidence: [named(1)] });
    await expect(asked).rejects.toMatchObject({
      code: 'claimed-by-another',
      current: { status: 'claimed', claimedBy: 'ann', lastDecision: { kind: 'claim' } },
    });
  });

  test('for any evidence, setting it aside and taking that back restores everything', async () => {
    const ann = await holder();
    const before = world.findings();
    let { revision } = ann;
    await fc.assert(
      fc.asyncProperty(fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }), async (places) => {
        const evidence = places.map(named);
        await excludeEvidence(world.people, { ...ann, revision, evidence });
        await world.settle();
        const used = theAssessment()?.matches.flatMap((match) => match.evidence) ?? [];
        const aside = new Set(evidence.map(({ transaction }) => transaction));
        expect(used.filter((one) => aside.has(one.transaction))).toEqual([]);
        revision = theCase()?.revision ?? 0;
        await includeEvidence(world.people, { ...ann, revision, evidence });
        await world.settle();
        expect(world.findings()).toEqual(before);
        revision = theCase()?.revision ?? 0;
      }),
      { numRuns: 10 },
    );
  });

  test('when a report comes again, then what was set aside stays aside', async () => {
    const ann = await holder();
    await excludeEvidence(world.people, { ...ann, evidence: [named(1), named(2), named(3)] });
    await world.settle();
    const before = world.findings();
    await world.receive({ about: 'alex', revision: 2, payments: paid.in });
    expect(world.findings()).toEqual(before);
  });
});

describe('given a role that ann set', () => {
  const set = async () => {
    const ann = await holder();
    await setRole(world.people, { ...ann, subject: subject('robin'), role: 'exploited-like' });
    await world.settle();
    return ann;
  };
  const roleOf = (name: string) =>
    theAssessment()?.subjects.find((one) => one.subject === subject(name));

  test('then it stands with the decision, whatever the machine would say', async () => {
    const { caseId } = await set();
    expect(roleOf('robin')).toMatchObject({
      role: 'exploited-like',
      setBy: { caseId, sequence: 2 },
    });
    await world.receive({ about: 'robin', revision: 2, party: { roleHint: 'buyer' } });
    const later = [...world.held.assessments.values()].flatMap(
      ({ assessment }) => assessment.subjects,
    );
    expect(later.find((one) => one.subject === subject('robin'))?.role ?? 'exploited-like').toBe(
      'exploited-like',
    );
  });

  test('then the decision tells what the role was before', async () => {
    const { caseId } = await set();
    expect(world.held.decisions.get(caseId)?.at(-1)).toMatchObject({
      kind: 'set-role',
      role: { subject: subject('robin'), became: 'exploited-like' },
    });
  });

  test('when she sets another by the revision she read before, then it is refused', async () => {
    const ann = await set();
    const again = setRole(world.people, { ...ann, subject: subject('robin'), role: 'buyer' });
    await expect(again).rejects.toEqual(refusal('case-changed'));
  });

  test('when she says the same again, then the first answer stands', async () => {
    const ann = await set();
    const same = { ...ann, subject: subject('robin'), role: 'exploited-like' as const };
    expect(await setRole(world.people, same)).toMatchObject({ sequence: 2 });
  });
});

describe('given a case that was approved', () => {
  const approved = async () => {
    const ann = await holder();
    const found = world.held.cases.get(ann.caseId);
    if (found?.status !== 'claimed') throw new Error('nobody holds it');
    const at = '2026-06-02T12:00:00.000Z';
    world.held.cases.set(ann.caseId, {
      ...found,
      ...{
        status: 'approved',
        author: 'ann',
        approver: 'bob',
        groundsReachedAt: at,
        approvedAt: at,
      },
      ...{ disclosures: ['disclosure-0000000000000001'], submittedDigest: found.assessmentDigest },
    });
    return ann;
  };

  test('when ann sets evidence aside, then the assessment heeds it and the case stays approved', async () => {
    const ann = await approved();
    await excludeEvidence(world.people, { ...ann, evidence: [named(1), named(2)] });
    await world.settle();
    expect(theAssessment()).toMatchObject({
      excluded: [named(1), named(2)],
      heeds: [{ caseId: ann.caseId, sequence: 2 }],
    });
    expect(theCase()).toMatchObject({ status: 'approved', caseId: ann.caseId });
  });

  test('when she sets a role, then the assessment tells it and the case stays approved', async () => {
    const ann = await approved();
    await setRole(world.people, { ...ann, subject: subject('robin'), role: 'exploited-like' });
    await world.settle();
    const robin = theAssessment()?.subjects.find((one) => one.subject === subject('robin'));
    expect(robin).toMatchObject({ role: 'exploited-like', setBy: { sequence: 2 } });
    expect(theCase()).toMatchObject({ status: 'approved', caseId: ann.caseId });
  });
});
