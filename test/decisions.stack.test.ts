import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordDecision } from '../lib/audit/record-decision.ts';
import { approveCase } from '../lib/disclosures/approve-case.ts';
import { claimCase } from '../lib/disclosures/claim-case.ts';
import { confirmReceipt } from '../lib/disclosures/confirm-receipt.ts';
import { dispatchDisclosure } from '../lib/disclosures/dispatch-disclosure.ts';
import { submitCase } from '../lib/disclosures/submit-case.ts';
import { digest } from '../lib/identifiers.ts';
import { approvedDisclosures } from './support/approved-disclosure.ts';
import { grounds, openCase } from './support/decision-ports.ts';
import { assessment, matchOn, robin, subjectKeyOf } from './support/disclosure-case.ts';
import { Crash, crashingAt } from './support/failing-ports.ts';
import { stackDecisions } from './support/stack-decisions.ts';

const { caseId } = openCase;
let stack: Awaited<ReturnType<typeof stackDecisions>>;
beforeEach(async () => {
  stack = await stackDecisions();
});

const refusal = (code: string) => expect.objectContaining({ code });
const submission = { caseId, actor: 'ann', revision: 2, grounds };
const approval = { caseId, actor: 'bob', revision: 3, reason: 'I agree.' };
const claimAndSubmit = async () => {
  await claimCase(stack.ports, { caseId, actor: 'ann' });
  return submitCase(stack.ports, submission);
};

describe('given a case that ann submitted', () => {
  test('when she approves it herself, then a second person is required', async () => {
    await claimAndSubmit();
    const own = { ...approval, actor: 'ann' };
    await expect(approveCase(stack.ports, own)).rejects.toEqual(refusal('second-person-required'));
  });

  test('when the revision is stale, then the approval is refused', async () => {
    await claimAndSubmit();
    const stale = { ...approval, revision: 2 };
    await expect(approveCase(stack.ports, stale)).rejects.toEqual(refusal('case-changed'));
  });

  test('when two approve at once, then exactly one approval is recorded', async () => {
    await claimAndSubmit();
    const both = await Promise.allSettled([
      approveCase(stack.ports, approval),
      approveCase(stack.ports, { ...approval, actor: 'cleo' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const decisions = await stack.ports.cases.decisions(caseId);
    expect(decisions.map(({ kind }) => kind)).toEqual(['claim', 'submit', 'approve']);
  });

  test('when the facts changed since, then the approval is refused', async () => {
    await claimAndSubmit();
    const matches = [...assessment.matches, matchOn(subjectKeyOf(robin), ['T-1'])];
    await stack.assess({ ...assessment, matches }, 2);
    await expect(approveCase(stack.ports, approval)).rejects.toEqual(refusal('assessment-changed'));
  });

  test('when stored bytes were replaced, then the approval is refused', async () => {
    const { disclosures } = await claimAndSubmit();
    const Key = `packages/${disclosures[0]?.disclosureId}/package.json`;
    const forged = { Bucket: stack.buckets.packages, Key, Body: '{}' };
    await stack.s3.send(new PutObjectCommand(forged));
    await expect(approveCase(stack.ports, approval)).rejects.toEqual(refusal('package-altered'));
  });
});

describe('given a crash after any call of a submission', () => {
  test('when it is repeated, then one submission and one package', async () => {
    await claimCase(stack.ports, { caseId, actor: 'ann' });
    const counted = crashingAt(stack.ports, { call: 0, when: 'after' });
    for (let call = 1; ; call += 1) {
      const { ports, calls } = crashingAt(stack.ports, { call, when: 'after' });
      const crashed = await submitCase(ports, submission).catch((cause: unknown) => cause);
      if (calls() < call) break;
      expect(crashed).toBeInstanceOf(Crash);
    }
    const taken = await submitCase(counted.ports, submission);
    expect(taken).toMatchObject({ sequence: 2, revision: 3 });
    expect(await stack.ports.cases.decisions(caseId)).toHaveLength(2);
    const [frozen] = taken.disclosures;
    const bytes = await stack.ports.packages.get(frozen?.disclosureId ?? '');
    expect(bytes && digest(bytes)).toBe(frozen?.packageDigest);
  });
});

describe('given an approved case', () => {
  test('when its package is dispatched and confirmed, then each step is on record', async () => {
    const [disclosureId = ''] = await approvedDisclosures(stack.ports);
    await dispatchDisclosure(stack.ports, disclosureId);
    await dispatchDisclosure(stack.ports, disclosureId);
    const { items } = await stack.ports.outboxes.list('ON-KINGSTON', { limit: 10 });
    expect(items).toMatchObject([{ disclosureId, recipient: 'ON-KINGSTON' }]);
    expect((await stack.ports.outboxes.list('ON-OPP', { limit: 10 })).items).toEqual([]);

    const receivedDigest = items[0]?.packageDigest ?? '';
    const receipt = { agency: 'ON-KINGSTON', user: 'officer', disclosureId, receivedDigest };
    const first = await confirmReceipt(stack.ports, receipt);
    expect(await confirmReceipt(stack.ports, receipt)).toEqual(first);
    const foreign = { ...receipt, agency: 'ON-OPP' };
    await expect(confirmReceipt(stack.ports, foreign)).rejects.toEqual(
      refusal('disclosure-not-found'),
    );

    const decisions = await stack.ports.cases.decisions(caseId);
    expect(decisions.map(({ kind }) => kind)).toEqual(['claim', 'submit', 'approve', 'receipt']);
    const listed = await stack.ports.disclosures.list({ status: 'received', limit: 10 });
    expect(listed.items.map((item) => item.disclosureId)).toEqual([disclosureId]);
  });

  test('when a decision is copied twice, then the locked copy is the first one', async () => {
    await approvedDisclosures(stack.ports);
    const about = { caseId, sequence: 3 };
    await recordDecision(stack.ports, about);
    await recordDecision(stack.ports, about);
    const Key = `decisions/${caseId}/000003.json`;
    const { Body } = await stack.s3.send(
      new GetObjectCommand({ Bucket: stack.buckets.audit, Key }),
    );
    const copy = JSON.parse((await Body?.transformToString()) ?? '');
    expect(copy).toEqual(await stack.ports.cases.decision(caseId, 3));
  });
});

test('given more deliveries than a page holds, then every one is on exactly one page', async () => {
  const ids = Array.from({ length: 5 }, (_, index) => `disclosure-000000000000000${index}`);
  for (const disclosureId of ids) {
    await stack.ports.outboxes.put({
      disclosureId,
      recipient: 'ON-TPS',
      language: 'en',
      legalBasis: '55(3)(a)',
      packageDigest: '0'.repeat(64),
      packageBytes: 2,
      seal: { zipDigest: '0'.repeat(64), kid: 'key', sealedDigest: '0'.repeat(64), sealedBytes: 2 },
      dispatchedAt: '2026-11-21T10:00:00Z',
    });
  }
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, ...(cursor && { cursor }) };
    const page = await stack.ports.outboxes.list('ON-TPS', query);
    found.push(...page.items.map(({ disclosureId }) => disclosureId));
    cursor = page.cursor;
  } while (cursor);
  expect(found).toEqual(ids);
});
