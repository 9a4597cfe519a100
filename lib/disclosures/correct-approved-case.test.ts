import { beforeEach, describe, expect, test } from 'vitest';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { alex, assessment, subjectKeyOf } from '../../test/support/disclosure-case.ts';
import type { Assessment } from '../cases/assessment.ts';
import { noteChanges } from '../cases/note-changes.ts';
import { amendDisclosure } from './amend-disclosure.ts';
import { approveAmendment } from './decide-on-amendment.ts';
import { dispatchDisclosure } from './dispatch-disclosure.ts';
import { excludeEvidence, includeEvidence } from './exclude-evidence.ts';
import { listAmendmentsDue } from './list-amendments-due.ts';
import { disclosurePackageSchema } from './package.ts';
import { setRole } from './set-role.ts';

const { caseId } = openCase;
const subject = subjectKeyOf(alex);
const reason = 'She is made to do it, as her second statement tells.';
const refusal = (code: string) => expect.objectContaining({ code });

let machine: ReturnType<typeof decisionPorts>;
let first = '';
beforeEach(async () => {
  machine = decisionPorts();
  [first = ''] = await approvedDisclosures(machine.ports);
  await dispatchDisclosure(machine.ports, first);
});

const theCase = () => machine.held.cases.get(caseId);
const correction = (actor = 'ann') => ({
  caseId,
  actor,
  reason,
  revision: theCase()?.revision ?? 0,
});
const sayPossibleVictim = (actor?: string) =>
  setRole(machine.ports, { ...correction(actor), subject, role: 'exploited-like' });
const amend = (actor = 'ann') =>
  amendDisclosure(machine.ports, { disclosureId: first, actor, grounds: reason });

/** What the machine does once it has assessed the case anew. */
const noteNow = () =>
  noteChanges(
    {
      ...machine.ports,
      assembly: {
        read: async () => ({
          memberships: new Map(),
          assessments: new Map(
            [...machine.held.assessments].map(([id, one]) => [id, { assessment: one, version: 1 }]),
          ),
          cases: new Map(machine.held.cases),
        }),
      },
      pause: async () => {},
    },
    [subject],
  );
const due = async () => {
  const { items } = await listAmendmentsDue(machine.ports, { limit: 10 });
  return items.map(({ disclosureId }) => disclosureId);
};

/** The machine looks at the case again: it heeds what stands of its decisions. */
function assessAnew() {
  const { standing } = theCase() ?? {};
  const roles = new Map(standing?.roles?.map((one) => [one.subject, one]));
  const anew: Assessment = {
    ...assessment,
    subjects: assessment.subjects.map((one) => {
      const set = roles.get(one.subject);
      if (!set) return one;
      const { role, sequence } = set;
      return { ...one, role, setBy: { caseId, sequence }, reasons: [] };
    }),
    heeds: [{ caseId, sequence: standing?.sequence ?? 0 }],
  };
  machine.held.assessments.set(caseId, anew);
}

function namesIn(disclosureId: string) {
  const bytes = machine.held.packages.get(disclosureId) ?? [];
  const { parties, possibleVictims } = disclosurePackageSchema.parse(
    JSON.parse(Buffer.from(bytes).toString('utf8')),
  );
  const names = (some: readonly { names: string[] }[]) => some.flatMap((one) => one.names);
  const subjects = parties.filter(({ role }) => role === 'subject');
  return { subjects: names(subjects), possibleVictims: names(possibleVictims) };
}

describe('given a package that left and names somebody as a subject', () => {
  test('when the holder says that she is a possible victim, then the amendment names her as one', async () => {
    expect(namesIn(first).subjects).toContain('Alex EXAMPLE');
    await sayPossibleVictim();
    assessAnew();
    const { disclosures } = await amend();
    const { subjects, possibleVictims } = namesIn(disclosures[0]?.disclosureId ?? '');
    expect(possibleVictims).toContain('Alex EXAMPLE');
    expect(subjects).not.toContain('Alex EXAMPLE');
  });

  test('when she does, then the case stays approved and the decision is one more', async () => {
    const before = machine.held.decisions.get(caseId) ?? [];
    const stood = theCase();
    await sayPossibleVictim();
    const after = machine.held.decisions.get(caseId) ?? [];
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({
      kind: 'set-role',
      actor: 'ann',
      role: { was: 'controller-like', became: 'exploited-like' },
    });
    expect(theCase()).toMatchObject({ ...stood, revision: 5, decisions: 4 });
  });

  test('when she amends before the case is assessed anew, then it is refused', async () => {
    await sayPossibleVictim();
    await expect(amend()).rejects.toEqual(refusal('assessment-behind'));
  });

  test('when a colleague says so, then it is recorded under her name, and the holder stays', async () => {
    await sayPossibleVictim('cleo');
    expect(machine.held.decisions.get(caseId)?.at(-1)).toMatchObject({ actor: 'cleo' });
    expect(theCase()).toMatchObject({ status: 'approved', claimedBy: 'ann', author: 'ann' });
  });

  test('when two correct it at once, then one does, and the other is told who', async () => {
    const answers = await Promise.allSettled([sayPossibleVictim('ann'), sayPossibleVictim('cleo')]);
    const lost = answers.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({
      reason: { code: 'case-changed', current: { lastDecision: { kind: 'set-role' } } },
    });
    expect(theCase()?.standing?.roles).toHaveLength(1);
  });

  test('when she is said to be a possible victim, then the package is due to be amended', async () => {
    expect(await due()).toEqual([]);
    await sayPossibleVictim('cleo');
    assessAnew();
    await noteNow();
    expect(await due()).toEqual([first]);
    const mark = (await machine.ports.amendments.getMany([first])).get(first);
    const { at } = machine.held.decisions.get(caseId)?.at(-1) ?? {};
    expect(mark).toEqual({
      ...{ since: at, reports: [], matches: [] },
      roles: [{ subject, was: 'controller-like', became: 'exploited-like', since: at }],
    });
  });

  test('when it is taken back, then it is due no more', async () => {
    await sayPossibleVictim();
    assessAnew();
    await noteNow();
    await setRole(machine.ports, { ...correction('cleo'), subject, role: 'controller-like' });
    assessAnew();
    await noteNow();
    expect(await due()).toEqual([]);
  });

  test('when it is amended, then the amendment tells it and nothing more is due', async () => {
    await sayPossibleVictim('cleo');
    assessAnew();
    await noteNow();
    const [{ disclosureId } = { disclosureId: '' }] = (await amend()).disclosures;
    await approveAmendment(machine.ports, { disclosureId, actor: 'bob', reason: 'I agree.' });
    await dispatchDisclosure(machine.ports, disclosureId);
    await noteNow();
    expect(await due()).toEqual([]);
  });

  test('when its author would approve the amendment of what somebody else corrected, then 403', async () => {
    await sayPossibleVictim('cleo');
    assessAnew();
    const { disclosures } = await amend('dan');
    const { disclosureId = '' } = disclosures[0] ?? {};
    const approve = (actor: string) =>
      approveAmendment(machine.ports, { disclosureId, actor, reason: 'I agree.' });
    await expect(approve('dan')).rejects.toEqual(refusal('second-person-required'));
    await expect(approve('cleo')).rejects.toEqual(refusal('second-person-required'));
    expect(await approve('bob')).toMatchObject({ kind: 'approve-amendment' });
  });

  test('when the role was set in another case of hers, then whoever set it cannot approve either', async () => {
    const elsewhere = 'case-00000000000000ff';
    const { ports, held } = machine;
    const at = ports.now();
    const set = { caseId: elsewhere, sequence: 1, kind: 'set-role' as const, actor: 'cleo', at };
    const role = { subject, was: 'unknown' as const, became: 'exploited-like' as const };
    held.decisions.set(elsewhere, [{ ...set, reason, revision: 1, role, assessmentDigest: '' }]);
    const subjects = assessment.subjects.map((one) =>
      one.subject === subject
        ? { ...one, role: role.became, setBy: { caseId: elsewhere, sequence: 1 }, reasons: [] }
        : one,
    );
    held.assessments.set(caseId, { ...assessment, subjects });
    const disclosureId = (await amend('dan')).disclosures[0]?.disclosureId ?? '';
    const approve = (actor: string) =>
      approveAmendment(ports, { disclosureId, actor, reason: 'I agree.' });
    await expect(approve('cleo')).rejects.toEqual(refusal('second-person-required'));
    expect(await approve('bob')).toMatchObject({ kind: 'approve-amendment' });
  });

  test('when evidence counts again and the case is not assessed anew, then it is not withdrawn', async () => {
    const [{ leg: _, ...evidence } = {} as never] = assessment.matches[0]?.evidence ?? [];
    await excludeEvidence(machine.ports, { ...correction(), evidence: [evidence] });
    const nothing = { ...assessment, matches: [], outcome: 'none' as const };
    const sequence = theCase()?.standing?.sequence ?? 0;
    machine.held.assessments.set(caseId, { ...nothing, heeds: [{ caseId, sequence }] });
    await includeEvidence(machine.ports, { ...correction(), evidence: [evidence] });
    await expect(amend()).rejects.toEqual(refusal('assessment-behind'));
  });

  test('when she sets evidence aside and takes that back, then both are decisions on the case', async () => {
    const [{ leg: _, ...evidence } = {} as never] = assessment.matches[0]?.evidence ?? [];
    await excludeEvidence(machine.ports, { ...correction(), evidence: [evidence] });
    expect(theCase()).toMatchObject({
      status: 'approved',
      standing: { sequence: 4, excluded: [{ ...evidence, sequence: 4 }] },
    });
    await includeEvidence(machine.ports, { ...correction(), evidence: [evidence] });
    expect(theCase()).toMatchObject({ status: 'approved', standing: { sequence: 5 } });
    expect(theCase()?.standing).not.toHaveProperty('excluded');
  });
});

describe('given an amendment that waits for its second person', () => {
  const approve = (disclosureId: string) =>
    approveAmendment(machine.ports, { disclosureId, actor: 'bob', reason: 'I have read it.' });
  let waiting = '';
  beforeEach(async () => {
    waiting = (await amend()).disclosures[0]?.disclosureId ?? '';
  });

  test('when nothing was decided since, then it can be approved', async () => {
    expect(await approve(waiting)).toMatchObject({ kind: 'approve-amendment' });
  });

  test('when a role was set since, then it is refused, before and after the case is assessed anew', async () => {
    await sayPossibleVictim();
    await expect(approve(waiting)).rejects.toEqual(refusal('assessment-behind'));
    assessAnew();
    await expect(approve(waiting)).rejects.toEqual(refusal('assessment-changed'));
    expect(machine.held.disclosures.get(waiting)?.status).toBe('submitted');
  });
});

describe('given an agency that may not know possible victims, and a package that named her as a subject', () => {
  let left = '';
  beforeEach(async () => {
    machine = decisionPorts();
    const facts = 'Money left for another country on the day of arrival.';
    const secondTest = { legalBasis: '55(3)(d)' as const, facts };
    const recipients = [{ id: 'CA-CBSA', reason: 'Border', secondTest }];
    [left = ''] = await approvedDisclosures(machine.ports, recipients);
    await dispatchDisclosure(machine.ports, left);
    expect(namesIn(left).subjects).toContain('Alex EXAMPLE');
    await sayPossibleVictim();
    assessAnew();
  });
  const amendWith = (more: { victimsNamedBecause?: string } = {}) =>
    amendDisclosure(machine.ports, {
      ...{ disclosureId: left, actor: 'ann', grounds: reason },
      ...more,
    });

  test('when it is to be amended, then it must be called back: an amendment would tell which name is hers', async () => {
    await expect(amendWith()).rejects.toEqual(refusal('recall-required'));
  });

  test('when there is a reason to tell the agency who she is, then the amendment says so', async () => {
    const victimsNamedBecause = 'The unit that protects her asked for her by name.';
    const { disclosures } = await amendWith({ victimsNamedBecause });
    const bytes = machine.held.packages.get(disclosures[0]?.disclosureId ?? '') ?? [];
    const { amendment } = disclosurePackageSchema.parse(
      JSON.parse(Buffer.from(bytes).toString('utf8')),
    );
    expect(amendment?.nowPossibleVictims).toBe(1);
    expect(amendment?.words).toContain(
      'One person of whom that package told is now seen as a possible victim.',
    );
  });
});
