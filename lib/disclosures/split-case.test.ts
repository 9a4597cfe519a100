import { beforeEach, describe, expect, test } from 'vitest';
import { caseWorkWorld } from '../../test/support/case-work-world.ts';
import { subject } from '../../test/support/case-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import type { SubmittedCase } from '../cases/case.ts';
import { ledgerKey } from '../identifiers.ts';
import { splitCase } from './split-case.ts';

const forReview = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const alone = (about: string) => ({ about, indicators: forReview });
const linked = (about: string) => ({
  ...alone(about),
  revision: 2,
  uses: [ledgerKey('phone', 'shared')],
});
type Claim = Awaited<ReturnType<ReturnType<typeof caseWorkWorld>['claim']>>;

describe('given two cases that are held, when a link makes one of their subjects', () => {
  let world: ReturnType<typeof caseWorkWorld>;
  /** Of the case that leads, and of the one whose subject came to it. */
  let leading: Claim;
  const [leads = '', leaves = ''] = ['alex', 'robin'].sort((a, b) =>
    subject(a) < subject(b) ? -1 : 1,
  );

  const claimedBy = async (...[first, second]: [string, string]) => {
    world = caseWorkWorld(await theRulebook());
    await world.receive(alone(leads), alone(leaves));
    leading = await world.claim(leads, first);
    await world.claim(leaves, second);
    await world.receive(linked(leads), linked(leaves));
  };
  const ofWhoLeaves = () => world.held.cases.get(world.caseOf(leaves));
  const split = () => {
    const { revision = 0 } = world.held.cases.get(leading.caseId) ?? {};
    return splitCase(world.people, { ...leading, revision, subjects: [subject(leaves)] });
  };
  const refusedAndUnchanged = async () => {
    const before = ofWhoLeaves();
    const decisions = world.held.decisions.get(world.caseOf(leaves))?.length;
    await expect(split()).rejects.toMatchObject({
      code: 'case-not-in-that-state',
      message: `case-not-in-that-state: ${world.caseOf(leaves)}`,
    });
    expect(ofWhoLeaves()).toEqual(before);
    expect(world.held.decisions.get(world.caseOf(leaves))).toHaveLength(decisions ?? 0);
  };
  beforeEach(() => claimedBy('ann', 'bob'));

  test('and bob holds the case of whoever would leave, then ann’s split is refused', async () => {
    expect(ofWhoLeaves()).toMatchObject({ status: 'claimed', claimedBy: 'bob' });
    await refusedAndUnchanged();
  });

  test.each(['ann', 'bob'])(
    'and %s has submitted it, then the split is refused',
    async (author) => {
      const held = ofWhoLeaves();
      if (held?.status !== 'claimed') throw new Error('not claimed');
      const submitted: SubmittedCase = {
        ...held,
        ...{ status: 'submitted', claimedBy: author, author, groundsReachedAt: held.openedAt },
        disclosures: ['disclosure-0123456789abcdef'],
        submittedDigest: held.assessmentDigest,
      };
      world.held.cases.set(submitted.caseId, submitted);
      await refusedAndUnchanged();
    },
  );

  test('and ann holds both, then she may split them', async () => {
    await claimedBy('ann', 'ann');
    await split();
    await world.settle();
    expect(world.groups()).toEqual([subject(leads), subject(leaves)].sort());
    expect(ofWhoLeaves()).toMatchObject({ status: 'claimed', claimedBy: 'ann' });
  });
});
