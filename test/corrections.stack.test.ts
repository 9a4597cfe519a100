import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../lib/cases/api.ts';
import { caseIdOf } from '../lib/cases/assessment.ts';
import { digest } from '../lib/identifiers.ts';
import { Refusal } from '../local/cli/failure.ts';
import { type Colleague, colleague } from '../local/demo/colleague.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Bank, bankOf } from './support/bank.ts';
import { changed, remitter, remitterReports, type SentReport } from './support/evening-remitter.ts';
import { findingsOf } from './support/findings.ts';
import { startQuietStack } from './support/quiet-stack.ts';
import { entity, withdrawal } from './support/reports.ts';

/*
 * What becomes of cases, of packages that wait and of packages that left, when the reports behind them
 * are changed or withdrawn: one client for each state of a case, on the whole stack, by HTTP alone.
 */

type Disclosures = {
  disclosures: {
    disclosure: {
      disclosureId: string;
      caseId: string;
      recipient: string;
      status: string;
      packageDigest: string;
    };
    amendmentDue?: { since?: string; reports: object[]; matches: object[] };
  }[];
};

let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;
let analyst: Colleague;
let approver: Colleague;
beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
  analyst = await colleague(stack, 'analyst');
  approver = await colleague(stack, 'approver');
}, 180_000);
afterAll(() => stop());

const grounds =
  'Small sums leave for several unknown people on most evenings, under labels that the amounts do not fit.';
const pathOf = (number: string) => `/v1/cases/${caseIdOf([remitter(number)])}`;
const caseOf = (number: string) => analyst.get<CaseView>(pathOf(number));
const file = async (...records: object[]) => {
  const outcome = await bank.submit(records);
  await stack.idle();
  return outcome;
};
const withdraw = (...reports: SentReport[]) =>
  file(...reports.map(({ reference }) => withdrawal(reference)));

/** The case as it stands, so that a decision names what was read. */
const revisionOf = async (number: string) => (await caseOf(number)).case.revision;
const claim = (number: string) => analyst.post(`${pathOf(number)}/claim`, {});
const submit = async (number: string) =>
  analyst.post(`${pathOf(number)}/submit`, { revision: await revisionOf(number), grounds });
const review = async (number: string, verb: 'approve' | 'return' | 'reject') =>
  approver.post(`${pathOf(number)}/${verb}`, { revision: await revisionOf(number), reason: verb });
const problemOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'not refused',
    (failure: unknown) => (failure instanceof Refusal ? failure.problem : failure),
  );
const disclosuresBy = async (query: string, number: string) => {
  const { disclosures } = await analyst.get<Disclosures>(`/v1/disclosures?limit=50&${query}`);
  return disclosures.filter(({ disclosure }) => disclosure.caseId === caseIdOf([remitter(number)]));
};
const reworded = (report: SentReport) =>
  changed(report, { suspicion: { ...report.suspicion, narrative: 'The client was asked again.' } });
const told = ({ reference }: SentReport, became: string) =>
  expect.objectContaining({ entity, reference, became });

describe('given an open case', () => {
  const reports = remitterReports('20001');

  test('when every report is withdrawn, then it lapses and nothing is left', async () => {
    await file(...reports);
    expect((await caseOf('20001')).case.status).toBe('open');
    await withdraw(...reports);
    const view = await caseOf('20001');
    expect(view.case).toMatchObject({ status: 'lapsed', gateHolds: false });
    expect(view.nothingLeft).toBe(true);
    expect(view.assessment).toBeUndefined();
  });

  test('when the withdrawn reports are submitted again, then they stay withdrawn: the tombstones are newer', async () => {
    await file(...reports);
    expect((await caseOf('20001')).case.status).toBe('lapsed');
  });

  test('when they are brought back by a change, then the case is as it was', async () => {
    await file(...reports.map((report) => changed(report)));
    const view = await caseOf('20001');
    expect(view.case).toMatchObject({ status: 'open', gateHolds: true });
    expect(view.nothingLeft).toBe(false);
  });
});

describe('given a claimed case', () => {
  const reports = remitterReports('20002');
  const [first, second] = reports as [SentReport, SentReport];

  test('when a report is withdrawn, then whoever claimed it sees what changed since', async () => {
    await file(...reports);
    await claim('20002');
    expect((await caseOf('20002')).changes).toMatchObject({
      since: { kind: 'claim', sequence: 1 },
      reports: [],
      matches: [],
    });
    await withdraw(first);
    const { case: theCase, changes } = await caseOf('20002');
    expect(theCase).toMatchObject({ status: 'claimed', claimedBy: 'analyst' });
    expect(changes?.reports).toEqual([told(first, 'withdrawn')]);
    expect(changes?.matches.length).toBeGreaterThan(0);
  });

  test('when only the words of a report change, then he sees that too', async () => {
    await file(reworded(second));
    expect((await caseOf('20002')).changes?.reports).toEqual([
      told(first, 'withdrawn'),
      told(second, 'changed'),
    ]);
  });

  test('when all is again as he claimed it, then nothing changed', async () => {
    await file(changed(first), changed(second));
    expect((await caseOf('20002')).changes).toMatchObject({
      material: false,
      reports: [],
      matches: [],
    });
  });

  test('when nothing is left of it, then he still holds it, and it says so', async () => {
    await withdraw(...reports);
    const view = await caseOf('20002');
    expect(view.case).toMatchObject({ status: 'claimed', gateHolds: false });
    expect(view).toMatchObject({ nothingLeft: true, changes: { material: true } });
    expect(view.changes?.matches.every(({ became }) => became === 'retracted')).toBe(true);
  });
});

describe('given a submission that waits for a second person', () => {
  const reports = remitterReports('20003');
  const [first, second] = reports as [SentReport, SentReport];

  test('when the words of a report change, then it cannot be approved, and the report is named', async () => {
    await file(...reports);
    await claim('20003');
    await submit('20003');
    await file(reworded(first));
    const problem = await problemOf(review('20003', 'approve'));
    expect(problem).toMatchObject({
      type: '/problems/evidence-changed',
      status: 409,
      reports: [told(first, 'changed')],
    });
    expect(JSON.stringify(problem)).not.toMatch(/MODELDEN|Kim|asked again/);
  });

  test('when a report is withdrawn as well, then both are named and nothing has left', async () => {
    await withdraw(second);
    expect(await problemOf(review('20003', 'approve'))).toMatchObject({
      type: '/problems/evidence-changed',
      reports: [told(first, 'changed'), told(second, 'withdrawn')],
    });
    expect(await disclosuresBy('status=dispatched', '20003')).toEqual([]);
    expect(await disclosuresBy('amendmentDue=true', '20003')).toEqual([]);
  });

  test('when it is submitted again, then it is approved without what was withdrawn', async () => {
    await review('20003', 'return');
    await submit('20003');
    await review('20003', 'approve');
    await stack.idle();
    const left = await disclosuresBy('status=dispatched', '20003');
    expect(left.length).toBeGreaterThan(0);
    for (const { disclosure, amendmentDue } of left) {
      expect(amendmentDue).toBeUndefined();
      const bytes = await analyst.fetch(`/v1/disclosures/${disclosure.disclosureId}/package.json`);
      const frozen = JSON.parse(bytes.toString('utf8'));
      expect(frozen.reports).toHaveLength(reports.length - 1);
      expect(frozen.reports[0].narrative.text).toBe('The client was asked again.');
    }
  });
});

/** Takes a case all the way, and gives what left. */
async function dispatched(number: string) {
  await claim(number);
  await submit(number);
  await review(number, 'approve');
  await stack.idle();
  return disclosuresBy('status=dispatched', number);
}

describe('given a package that was dispatched', () => {
  const reports = remitterReports('20004');
  const [first] = reports as [SentReport];

  test('when a report is withdrawn, then its disclosure is marked with reasons, and not one byte changes', async () => {
    await file(...reports);
    const [sent] = await dispatched('20004');
    const { disclosureId = '', packageDigest } = sent?.disclosure ?? {};
    await withdraw(first);
    const [marked] = await disclosuresBy('amendmentDue=true', '20004');
    expect(marked?.amendmentDue?.reports).toEqual([told(first, 'withdrawn')]);
    expect(marked?.amendmentDue?.matches.length).toBeGreaterThan(0);
    expect(await analyst.get(`/v1/disclosures/${disclosureId}`)).toMatchObject({
      disclosure: { status: 'dispatched', packageDigest },
      amendmentDue: { since: expect.stringMatching(/Z$/) },
    });
    const { case: theCase, amendmentDue } = await caseOf('20004');
    expect(theCase).toMatchObject({ status: 'approved', approver: 'approver' });
    expect(amendmentDue).toEqual(marked?.amendmentDue);
    const bytes = await analyst.fetch(`/v1/disclosures/${disclosureId}/package.json`);
    expect(digest(bytes)).toBe(packageDigest);
  });

  test('when the withdrawal is taken back, then the mark goes away', async () => {
    await file(changed(first));
    expect(await disclosuresBy('amendmentDue=true', '20004')).toEqual([]);
    expect((await caseOf('20004')).amendmentDue).toBeUndefined();
  });
});

describe('given a package that left, and people who see otherwise what it tells', () => {
  const number = '20009';
  const subject = remitter(number);
  const correct = async (action: string, body: object) => {
    const colleagueOfHers = await colleague(stack, 'second-analyst');
    const revision = await revisionOf(number);
    await colleagueOfHers.post(`${pathOf(number)}/${action}`, {
      revision,
      reason: 'Seen.',
      ...body,
    });
    await stack.idle();
  };
  const roleOf = async () => (await caseOf(number)).assessment?.subjects[0]?.role ?? 'unknown';
  let was: string;

  test('when another analyst says that its subject is a possible victim, then it is marked', async () => {
    await file(...remitterReports(number));
    const [sent] = await dispatched(number);
    was = await roleOf();
    expect(was).not.toBe('exploited-like');
    await correct('roles', { subject, role: 'exploited-like' });
    const [marked] = await disclosuresBy('amendmentDue=true', number);
    expect(marked?.disclosure).toEqual(sent?.disclosure);
    expect(marked?.amendmentDue).toMatchObject({
      ...{ reports: [], matches: [], since: expect.stringMatching(/Z$/) },
      roles: [{ subject, was, became: 'exploited-like' }],
    });
    expect((await caseOf(number)).amendmentDue).toEqual(marked?.amendmentDue);
  });

  test('when she takes that back, then the mark goes away', async () => {
    await correct('roles', { subject, role: was });
    expect(await disclosuresBy('amendmentDue=true', number)).toEqual([]);
  });

  test('when evidence is set aside, then it is marked, until it counts again', async () => {
    const { timeline = [] } = (await caseOf(number)).assessment ?? {};
    const entry = timeline.find(({ matches }) => matches.length > 0);
    const { leg: _, ...evidence } = entry?.source ?? { leg: 0 };
    await correct('exclusions', { evidence: [evidence] });
    const [marked] = await disclosuresBy('amendmentDue=true', number);
    expect(marked?.amendmentDue?.matches.length).toBeGreaterThan(0);
    expect(marked?.amendmentDue?.reports).toEqual([]);
    await correct('inclusions', { evidence: [evidence] });
    expect(await disclosuresBy('amendmentDue=true', number)).toEqual([]);
  });
});

describe('given a package that its recipient holds', () => {
  const reports = remitterReports('20005');

  test('when its words change, then it is marked, and its recipient is told nothing yet', async () => {
    await file(...reports);
    const [sent] = await dispatched('20005');
    const { disclosureId = '', recipient = '', packageDigest } = sent?.disclosure ?? {};
    const agency = await colleague(stack, 'recipient', recipient);
    await agency.post(`/v1/outbox/${disclosureId}/receipt`, { receivedDigest: packageDigest });
    const before = await agency.get('/v1/outbox');
    await file(reworded(reports[2] as SentReport));
    expect(await disclosuresBy('amendmentDue=true&status=received', '20005')).toMatchObject([
      { disclosure: { disclosureId }, amendmentDue: { reports: [{ became: 'changed' }] } },
    ]);
    expect(await agency.get('/v1/outbox')).toEqual(before);
  });
});

describe('given a rejected case', () => {
  const reports = remitterReports('20006');

  test('when much of it is withdrawn, then that is noted, and the rejection stands', async () => {
    await file(...reports);
    await claim('20006');
    await review('20006', 'reject');
    await withdraw(...reports.slice(1));
    const { case: theCase, changes } = await caseOf('20006');
    expect(theCase).toMatchObject({ status: 'rejected', rejectedBy: 'approver', gateHolds: false });
    expect(changes).toMatchObject({ since: { kind: 'reject' }, material: true });
    expect(changes?.reports).toHaveLength(reports.length - 1);
  });
});

describe('given a report that is changed to be about somebody else', () => {
  const [from, to] = ['20007', '20008'];
  const reports = remitterReports(from);
  /** What stands under the first one's reference from now on: the second one's own story. */
  const moved = remitterReports(to).map((report, index) =>
    changed(report, { reference: reports[index]?.reference ?? '' }),
  );

  test('when all reports of a case move, then the case lapses and the other person is one', async () => {
    await file(...reports);
    expect((await caseOf(from)).case.status).toBe('open');
    await file(...moved);
    expect(await caseOf(from)).toMatchObject({ case: { status: 'lapsed' }, nothingLeft: true });
    const view = await caseOf(to);
    expect(view.case.status).toBe('open');
    const sources = view.assessment?.timeline.map(({ source }) => source.reference) ?? [];
    expect(new Set(sources)).toEqual(new Set(reports.map(({ reference }) => reference)));
  });

  test('when one of them moves back, then both are judged anew', async () => {
    const digestOf = async () => (await caseOf(to)).assessment?.digest;
    const before = await digestOf();
    await file(changed(reports[3] as SentReport));
    expect(await digestOf()).not.toBe(before);
    await file(moved[3] as SentReport);
    expect(await digestOf()).toBe(before);
  });
});

test('when all is done, then no reporting entity has been told anything of it', async () => {
  for (const path of ['/v1/disclosures?amendmentDue=true', pathOf('20004'), '/v1/cases']) {
    expect((await bank.ask(path)).status).toBe(403);
  }
  await bank.batches();
  expect(bank.heard.join('\n')).not.toMatch(
    /HT-[A-Z]{3}-\d{3}|match-|case-[0-9a-f]|amend|disclosure-/,
  );
});

describe('given corrections and originals in different orders', () => {
  const number = '20010';
  const other = '20011';
  const reports = remitterReports(number);
  const moved = changed(remitterReports(other)[0] as SentReport, {
    reference: (reports[0] as SentReport).reference,
  });
  const corrections = [moved, withdrawal((reports[1] as SentReport).reference)];

  /** What a machine of its own finds after these batches. */
  async function foundAfter(...batches: object[][]) {
    const alone = await startQuietStack();
    try {
      const sender = await bankOf(alone.stack);
      for (const records of batches) {
        await sender.submit(records);
        await alone.stack.idle();
      }
      return await findingsOf(await colleague(alone.stack, 'analyst'));
    } finally {
      await alone.stop();
    }
  }

  test('then cases and assessments are the same as if nothing had ever been wrong', async () => {
    const right = await foundAfter([{ ...moved, action: 'submit' }, ...reports.slice(2)]);
    expect(right.cases.length).toBeGreaterThan(0);
    expect(await foundAfter(reports, corrections)).toEqual(right);
    expect(await foundAfter(corrections, reports)).toEqual(right);
  }, 240_000);
});
