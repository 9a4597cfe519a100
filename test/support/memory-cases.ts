import type { AuditTrail } from '../../lib/audit/audit-trail.ts';
import type { Assessment } from '../../lib/cases/assessment.ts';
import { type Case, caseSchema, caseStatuses, type Decision } from '../../lib/cases/case.ts';
import {
  type CaseQuery,
  compareAges,
  isWanted,
  priorities,
  priorityOf,
} from '../../lib/cases/case-queue.ts';
import type { Cases, OutgoingMessage } from '../../lib/cases/cases.ts';
import { disclosureApproved } from '../../lib/disclosures/decision-messages.ts';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import type { Disclosures } from '../../lib/disclosures/disclosures.ts';
import type { Delivery, Outboxes } from '../../lib/disclosures/outbox.ts';
import type { PackageDestruction, Packages } from '../../lib/disclosures/packages.ts';
import { DomainError } from '../../lib/errors.ts';
import type { CaseId, LedgerKey } from '../../lib/identifiers.ts';
import type { SealedPackages } from '../../lib/sealing/sealed-packages.ts';
import { memoryFrozen, nameOfFrozen } from './memory-frozen.ts';

/** The stores behind human decisions, in memory, with the promises of their ports. */
export function memoryCases({
  cases: casesHeld = new Map<string, Case>(),
  bind: bindTo = () => {},
}: {
  /** Cases that the machine writes as well. */
  cases?: Map<string, Case>;
  /** Notes with each subject that these cases are about it. */
  bind?: (subjects: readonly LedgerKey[], caseIds: readonly CaseId[]) => void;
} = {}) {
  const held = {
    cases: casesHeld,
    assessments: new Map<string, Assessment>(),
    decisions: new Map<string, Decision[]>(),
    disclosures: new Map<string, Disclosure>(),
    messages: [] as OutgoingMessage[],
    packages: new Map<string, Uint8Array>(),
    destroyed: new Map<string, PackageDestruction>(),
    sealed: new Map<string, Uint8Array>(),
    deliveries: new Map<string, Delivery>(),
    audit: new Map<string, Uint8Array>(),
  };

  const { facts, freeze, frozen, amendments } = memoryFrozen(held.cases);
  /** By the key of the request. */
  const once = new Map<string, Decision>();

  const cases: Cases = {
    get: async (caseId) => held.cases.get(caseId),
    assessment: async (caseId) => held.assessments.get(caseId),
    decisions: async (caseId) => [...(held.decisions.get(caseId) ?? [])],
    decision: async (caseId, sequence) => held.decisions.get(caseId)?.[sequence - 1],
    decisionOnce: async (requestKey) => once.get(requestKey),
    frozen: async (caseId, sequence) => facts.get(nameOfFrozen({ caseId, sequence })),
    list: async (query) => listed([...held.cases.values()], query),
    async listDataRequests({ state, limit }) {
      const all = [...held.decisions.values()].flat();
      const asked = all
        .filter(({ kind }) => kind === 'request-data')
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .map((request) => ({ request, closing: all.find((one) => closes(one, request)) }))
        .filter(({ closing }) => state === undefined || (closing ? 'closed' : 'open') === state);
      return { items: asked.slice(0, limit) };
    },
    listAssessments: async () => ({ items: [...held.assessments.values()] }),
    async decide({
      next,
      decision,
      beside,
      bind = [],
      once: isOnce,
      frozen: toFreeze,
      disclosures = [],
      messages = [],
    }) {
      const { caseId } = next;
      if (held.cases.get(caseId)?.revision !== next.revision - 1) {
        throw new DomainError('case-changed', caseId);
      }
      if (
        beside &&
        (held.cases.get(beside.next.caseId)?.revision ?? 0) !== beside.next.revision - 1
      ) {
        throw new DomainError('case-changed', caseId);
      }
      const key = isOnce && decision.requestKey;
      if (key && once.has(key)) throw new DomainError('case-changed', caseId);
      if (key) once.set(key, decision);
      if (beside) {
        const { next: other, decision: its } = beside;
        held.cases.set(other.caseId, caseSchema.parse(other));
        held.decisions.set(other.caseId, [...(held.decisions.get(other.caseId) ?? []), its]);
      }
      bindTo(bind, [caseId, ...(beside ? [beside.next.caseId] : [])]);
      if (toFreeze) freeze(toFreeze);
      held.cases.set(caseId, next);
      held.decisions.set(caseId, [...(held.decisions.get(caseId) ?? []), decision]);
      for (const disclosure of disclosures) {
        held.disclosures.set(disclosure.disclosureId, disclosure);
      }
      held.messages.push(...messages);
    },
  };

  const disclosures: Disclosures = {
    get: async (disclosureId) => held.disclosures.get(disclosureId),
    list: async ({ status }) => ({
      items: [...held.disclosures.values()].filter((item) => item.status === status),
    }),
    async markDispatched(disclosure) {
      const { disclosureId } = disclosure;
      const approved = held.disclosures.get(disclosureId)?.status === 'approved';
      if (approved) held.disclosures.set(disclosureId, disclosure);
    },
    async hold(disclosure) {
      const { disclosureId, held: reason } = disclosure;
      if (held.disclosures.get(disclosureId)?.status !== 'approved') return;
      held.disclosures.set(disclosureId, disclosure);
      held.messages.push(disclosureApproved(disclosureId, reason?.tries));
    },
  };

  const packages: Packages = {
    async keep(disclosureId, bytes) {
      const standing = held.packages.get(disclosureId) ?? bytes;
      held.packages.set(disclosureId, standing);
      return standing;
    },
    get: async (disclosureId) => held.packages.get(disclosureId),
    destruction: async (disclosureId) => held.destroyed.get(disclosureId),
  };

  const sealedPackages: SealedPackages = {
    get: async (disclosureId, file) => held.sealed.get(`${disclosureId} ${file}`),
    async keep(disclosureId, file, bytes) {
      const standing = held.sealed.get(`${disclosureId} ${file}`) ?? bytes;
      held.sealed.set(`${disclosureId} ${file}`, standing);
      return standing;
    },
  };

  const outboxes: Outboxes = {
    async put(delivery) {
      const name = `${delivery.recipient} ${delivery.disclosureId}`;
      const standing = held.deliveries.get(name) ?? delivery;
      held.deliveries.set(name, standing);
      return standing;
    },
    get: async (recipient, disclosureId) => held.deliveries.get(`${recipient} ${disclosureId}`),
    async markFetched(recipient, disclosureId, at) {
      const name = `${recipient} ${disclosureId}`;
      const standing = held.deliveries.get(name);
      if (standing && !standing.fetchedAt)
        held.deliveries.set(name, { ...standing, fetchedAt: at });
    },
    list: async (recipient) => ({
      items: [...held.deliveries.values()].filter((delivery) => delivery.recipient === recipient),
    }),
  };

  const auditTrail: AuditTrail = {
    async keep({ caseId, sequence }, bytes) {
      const name = `${caseId}/${sequence}`;
      if (!held.audit.has(name)) held.audit.set(name, bytes);
    },
  };

  return {
    held,
    cases,
    frozen,
    amendments,
    disclosures,
    packages,
    sealedPackages,
    outboxes,
    auditTrail,
  };
}

const closes = ({ caseId, dataRequestClosed }: Decision, request: Decision): boolean =>
  caseId === request.caseId && dataRequestClosed?.request === request.sequence;

/** A page as a store gives it: the cursor is the name of the last case. */
function listed(all: readonly Case[], query: CaseQuery) {
  const { status, priority, raisedBefore, sort = 'pressing', cursor, limit } = query;
  const wanted = all
    .filter((one) => status === undefined || one.status === status)
    .filter((one) => priority === undefined || priorityOf(one) === priority)
    .filter(({ raisedAt }) => raisedBefore === undefined || raisedAt < raisedBefore)
    .filter((one) => isWanted(one, query))
    .sort(
      (a, b) =>
        (sort === 'pressing' ? placeOf(a) - placeOf(b) : 0) ||
        (sort === 'newest' ? compareAges(b, a) : compareAges(a, b)),
    );
  const from = cursor === undefined ? 0 : wanted.findIndex(({ caseId }) => caseId === cursor) + 1;
  const items = wanted.slice(from, from + limit);
  const last = items.at(-1);
  return last && from + limit < wanted.length ? { items, cursor: last.caseId } : { items };
}

const placeOf = (one: Case): number =>
  caseStatuses.indexOf(one.status) * priorities.length + priorities.indexOf(priorityOf(one));
