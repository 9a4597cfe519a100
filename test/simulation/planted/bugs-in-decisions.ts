import type { PlantedBug } from './planted-bug.ts';

/** In `lib/disclosures/`, `lib/audit/` and `functions/`: who may decide, what leaves, what is acknowledged. */
export const bugsInDecisions: readonly PlantedBug[] = [
  {
    name: 'approved-alone',
    file: 'lib/disclosures/approve-case.ts',
    find: 'theCase.author === actor || theCase.claimedBy === actor',
    replace: 'false',
    why: 'Whoever submitted a case can approve it.',
  },
  {
    name: 'request-counts-twice',
    file: 'lib/disclosures/take-decision.ts',
    find: 'if (earlier) return taken(earlier);',
    replace: '',
    why: 'A request that is repeated after a crash is a second decision.',
  },
  {
    name: 'decision-not-audited',
    file: 'lib/disclosures/take-decision.ts',
    find: 'messages: [...(transition.messages ?? []), decisionRecorded(decision)],',
    replace: 'messages: [...(transition.messages ?? [])],',
    why: 'No locked copy is made.',
  },
  {
    name: 'claimed-from-anywhere',
    file: 'lib/disclosures/claim-case.ts',
    find: "if (theCase.status !== 'open') throw",
    replace: "if (theCase.status === 'merged') throw",
    why: 'A case that was decided can be claimed again.',
  },
  {
    name: 'returned-packages-stand',
    file: 'lib/disclosures/return-case.ts',
    find: 'withdraw(await readSubmitted(ports, theCase), at)',
    replace: '(await readSubmitted(ports, theCase)).slice(1)',
    why: 'The packages of a submission that was sent back still wait for approval.',
  },
  {
    name: 'one-package-for-all',
    file: 'lib/disclosures/freeze-package.ts',
    find: 'digest(JSON.stringify([caseId, recipient,',
    replace: 'digest(JSON.stringify([caseId].slice(0, 1)) || JSON.stringify([recipient,',
    why: 'A later submission finds the bytes of an earlier one.',
  },
  {
    name: 'marked-before-delivered',
    file: 'lib/disclosures/dispatch-disclosure.ts',
    find: 'await readPackage({ packages }, disclosure);',
    replace:
      "await disclosures.markDispatched({ ...disclosure, status: 'dispatched', dispatchedAt: now() });",
    why: 'A crash between the mark and the delivery loses the delivery.',
  },
  {
    name: 'any-receipt-accepted',
    file: 'lib/disclosures/confirm-receipt.ts',
    find: 'receivedDigest !== delivery.packageDigest',
    replace: 'receivedDigest.length !== delivery.packageDigest.length',
    why: 'A recipient that holds other bytes confirms them.',
  },
  {
    name: 'copy-not-canonical',
    file: 'lib/audit/record-decision.ts',
    find: 'Buffer.from(canonicalJson(decision))',
    replace: 'Buffer.from(JSON.stringify({ ...decision, reason: undefined }))',
    why: 'The locked copy is not the decision.',
  },
  {
    name: 'batch-acknowledged-before-written',
    file: 'functions/ingest-batch/handler.ts',
    find: 'await ingestBatch(ports, { ref, hasTime, lastTry });',
    replace: 'await ingestBatch(ports, { ref, hasTime, lastTry }).catch(() => {});',
    why: 'The message of a batch that failed is taken for done.',
  },
  {
    name: 'evaluation-acknowledged-anyway',
    file: 'functions/evaluate-subjects/handler.ts',
    find: "if (failed?.status === 'rejected') throw failed.reason;",
    replace: '',
    why: 'Subjects that could not be judged are never judged.',
  },
  {
    name: 'assembly-acknowledged-anyway',
    file: 'functions/assemble-disclosure/handler.ts',
    find: "if (outcome?.status !== 'fulfilled') throw outcome?.reason;",
    replace: "if (outcome?.status !== 'fulfilled') return [];",
    why: 'Cases that could not be assembled are never assembled.',
  },
  {
    name: 'dispatch-acknowledged-anyway',
    file: 'functions/dispatch-disclosure/handler.ts',
    find: 'await dispatchDisclosure(ports, disclosureId);',
    replace: 'await dispatchDisclosure(ports, disclosureId).catch(() => {});',
    why: 'An approved package that could not be delivered never is.',
  },
  {
    name: 'audit-acknowledged-anyway',
    file: 'functions/record-audit/handler.ts',
    find: 'await recordDecision(ports, decisionRecordedSchema.parse(JSON.parse(body)));',
    replace:
      'await recordDecision(ports, decisionRecordedSchema.parse(JSON.parse(body))).catch(() => {});',
    why: 'A decision whose copy could not be made has none.',
  },
];
