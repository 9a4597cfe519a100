import { beforeEach, describe, expect, test } from 'vitest';
import { amendDisclosure } from '../lib/disclosures/amend-disclosure.ts';
import { confirmReceipt } from '../lib/disclosures/confirm-receipt.ts';
import { approveAmendment } from '../lib/disclosures/decide-on-amendment.ts';
import { dispatchDisclosure } from '../lib/disclosures/dispatch-disclosure.ts';
import { giveFeedback } from '../lib/disclosures/give-feedback.ts';
import { indicatorFeedback } from '../lib/disclosures/indicator-feedback.ts';
import { listAmendmentsDue } from '../lib/disclosures/list-amendments-due.ts';
import { disclosurePackageSchema } from '../lib/disclosures/package.ts';
import { confirmRecall, proposeRecall } from '../lib/disclosures/recall-disclosure.ts';
import { approvedDisclosures } from './support/approved-disclosure.ts';
import { openCase } from './support/decision-ports.ts';
import { assessment, entity, reference } from './support/disclosure-case.ts';
import { Crash, crashingAt } from './support/failing-ports.ts';
import { stackDecisions } from './support/stack-decisions.ts';

const { caseId } = openCase;
const agency = 'ON-KINGSTON';
const corrected =
  'The night deposits stand; one of them was of another amount than first reported.';

let ports: Awaited<ReturnType<typeof stackDecisions>>['ports'];
let assess: Awaited<ReturnType<typeof stackDecisions>>['assess'];
let first: string;
beforeEach(async () => {
  ({ ports, assess } = await stackDecisions());
  const recipients = [{ id: agency, reason: 'Jurisdiction' }];
  [first = ''] = await approvedDisclosures(ports, recipients);
  await dispatchDisclosure(ports, first);
});

const refusal = (code: string) => expect.objectContaining({ code });
const amendment = { disclosureId: '', actor: 'ann', grounds: corrected };
const packageOf = async (id: string) =>
  disclosurePackageSchema.parse(
    JSON.parse(Buffer.from((await ports.packages.get(id)) ?? []).toString()),
  );

async function noteWithdrawal() {
  const record = await ports.frozen.read({ caseId, sequence: 2 });
  const since = '2026-11-22T09:00:00.000Z';
  const reports = [{ entity, reference, became: 'withdrawn' as const, since }];
  if (record) await ports.frozen.note(record, { reports, matches: [] });
}
const due = async () =>
  (await listAmendmentsDue(ports, { limit: 10 })).items.map(({ disclosureId }) => disclosureId);

describe('given a package that left and an amendment that is due', () => {
  beforeEach(noteWithdrawal);

  test('when it is amended, approved and dispatched, then both are there and the mark is gone', async () => {
    expect(await due()).toEqual([first]);
    const taken = await amendDisclosure(ports, { ...amendment, disclosureId: first });
    const id = taken.disclosures[0]?.disclosureId ?? '';
    expect(await ports.cases.frozen(caseId, taken.sequence)).toMatchObject({
      kind: 'amend',
      disclosures: [id],
    });
    expect(await due()).toEqual([first]);
    await approveAmendment(ports, { disclosureId: id, actor: 'bob', reason: 'I agree.' });
    await dispatchDisclosure(ports, id);
    expect(await due()).toEqual([]);
    expect((await packageOf(id)).amendment).toMatchObject({ amends: first, first });
    const { items } = await ports.outboxes.list(agency, { limit: 10 });
    expect(new Set(items.map(({ disclosureId }) => disclosureId))).toEqual(new Set([first, id]));
  });

  test('when the facts are judged anew before the approval, then it is refused', async () => {
    const { disclosures } = await amendDisclosure(ports, { ...amendment, disclosureId: first });
    await assess({ ...assessment, asOf: '2026-12-01T00:00:00-05:00' }, 2);
    const id = disclosures[0]?.disclosureId ?? '';
    await expect(
      approveAmendment(ports, { disclosureId: id, actor: 'bob', reason: 'I agree.' }),
    ).rejects.toEqual(refusal('assessment-changed'));
  });

  test('when the process dies after any call, then asking again amends it once', async () => {
    const request = { ...amendment, disclosureId: first, requestKey: 'k1' };
    for (let call = 1; ; call += 1) {
      const { ports: dying } = crashingAt(ports, { call, when: 'after' });
      const outcome = await amendDisclosure(dying, request).catch((cause: unknown) => cause);
      if (!(outcome instanceof Crash)) break;
    }
    const decisions = await ports.cases.decisions(caseId);
    expect(decisions.filter(({ kind }) => kind === 'amend')).toHaveLength(1);
  });
});

describe('given a package that left', () => {
  test('when two people confirm its recall at once, then one does, and its bytes stay', async () => {
    const request = { disclosureId: first, reason: 'It was for the other force.' };
    await proposeRecall(ports, { ...request, actor: 'bob', recallReason: 'wrong-recipient' });
    const both = await Promise.allSettled(
      ['cleo', 'dana'].map((actor) => confirmRecall(ports, { ...request, actor })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await ports.disclosures.get(first)).toHaveProperty('recall.status', 'confirmed');
    expect(await ports.packages.get(first)).toBeDefined();
  });

  test('when a receipt and a recall cross, then neither loses the other', async () => {
    const { packageDigest = '' } = (await ports.outboxes.get(agency, first)) ?? {};
    const receipt = { agency, user: 'officer', disclosureId: first, receivedDigest: packageDigest };
    const proposal = { disclosureId: first, actor: 'bob', reason: 'It was for the other force.' };
    await Promise.all([
      confirmReceipt(ports, receipt),
      proposeRecall(ports, { ...proposal, recallReason: 'wrong-recipient' }),
    ]);
    expect(await ports.disclosures.get(first)).toMatchObject({
      status: 'received',
      recall: { status: 'proposed' },
    });
  });

  test('when it is fetched twice, then the first moment is noted', async () => {
    for (const at of ['2026-11-21T10:00:00Z', '2026-11-21T11:00:00Z']) {
      await ports.outboxes.markFetched(agency, first, at);
    }
    const delivery = await ports.outboxes.get(agency, first);
    expect(delivery?.fetchedAt).toBe('2026-11-21T10:00:00Z');
    await ports.outboxes.markFetched('ON-OPP', first, '2026-11-21T10:00:00Z');
    expect(await ports.outboxes.get('ON-OPP', first)).toBeUndefined();
  });

  test('when its recipient gives feedback, then statistics find it', async () => {
    const { packageDigest = '' } = (await ports.outboxes.get(agency, first)) ?? {};
    const own = { agency, user: 'officer', disclosureId: first };
    await confirmReceipt(ports, { ...own, receivedDigest: packageDigest });
    await giveFeedback(ports, {
      ...own,
      requestKey: 'k1',
      feedback: {
        usefulness: 5,
        novelty: 'new',
        use: 'major-input',
        offence: 'trafficking-in-persons',
        stage: 'charges',
        outcomes: ['charges-laid'],
        namesKnown: false,
        indicators: [{ indicator: 1, verdict: 'right' }],
      },
    });
    const { items } = await ports.disclosures.list({ status: 'received', limit: 10 });
    expect(indicatorFeedback(items)).toEqual([
      { indicator: 'HT-SEX-001', counts: { right: 'few', wrong: 0, unknown: 0 } },
    ]);
  });
});
