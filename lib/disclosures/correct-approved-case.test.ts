import { beforeEach, describe, expect, test } from 'vitest';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { alex, assessment, subjectKeyOf } from '../../test/support/disclosure-case.ts';
import type { Assessment } from '../cases/assessment.ts';
import { amendDisclosure } from './amend-disclosure.ts';
import { approveAmendment } from './decide-on-amendment.ts';
import { dispatchDisclosure } from './dispatch-disclosure.ts';
import { excludeEvidence, includeEvidence } from './exclude-evidence.ts';
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
const amend = () =>
  amendDisclosure(machine.ports, { disclosureId: first, actor: 'ann', grounds: reason });

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

  test('when somebody else says so, then it is refused', async () => {
    await expect(sayPossibleVictim('cleo')).rejects.toEqual(refusal('claimed-by-another'));
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
