import type { AuditTrail } from '../../lib/audit/audit-trail.ts';
import type { Assessment } from '../../lib/cases/assessment.ts';
import type { Case, Decision } from '../../lib/cases/case.ts';
import type { Cases, OutgoingMessage } from '../../lib/cases/cases.ts';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import type { Disclosures } from '../../lib/disclosures/disclosures.ts';
import type { Delivery, Outboxes } from '../../lib/disclosures/outbox.ts';
import type { Packages } from '../../lib/disclosures/packages.ts';
import { DomainError } from '../../lib/errors.ts';
import { memoryFrozen, nameOfFrozen } from './memory-frozen.ts';

/** The stores behind human decisions, in memory, with the promises of their ports. */
export function memoryCases() {
  const held = {
    cases: new Map<string, Case>(),
    assessments: new Map<string, Assessment>(),
    decisions: new Map<string, Decision[]>(),
    disclosures: new Map<string, Disclosure>(),
    messages: [] as OutgoingMessage[],
    packages: new Map<string, Uint8Array>(),
    deliveries: new Map<string, Delivery>(),
    audit: new Map<string, Uint8Array>(),
  };

  const { facts, freeze, frozen, amendments } = memoryFrozen(held.cases);

  const cases: Cases = {
    get: async (caseId) => held.cases.get(caseId),
    assessment: async (caseId) => held.assessments.get(caseId),
    decisions: async (caseId) => [...(held.decisions.get(caseId) ?? [])],
    decision: async (caseId, sequence) => held.decisions.get(caseId)?.[sequence - 1],
    frozen: async (caseId, sequence) => facts.get(nameOfFrozen({ caseId, sequence })),
    list: async () => ({ items: [...held.cases.values()] }),
    listAssessments: async () => ({ items: [...held.assessments.values()] }),
    async decide({ next, decision, frozen: toFreeze, disclosures = [], messages = [] }) {
      const { caseId } = next;
      if (held.cases.get(caseId)?.revision !== next.revision - 1) {
        throw new DomainError('case-changed', caseId);
      }
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
  };

  const packages: Packages = {
    async keep(disclosureId, bytes) {
      const standing = held.packages.get(disclosureId) ?? bytes;
      held.packages.set(disclosureId, standing);
      return standing;
    },
    get: async (disclosureId) => held.packages.get(disclosureId),
  };

  const outboxes: Outboxes = {
    async put(delivery) {
      const name = `${delivery.recipient} ${delivery.disclosureId}`;
      const standing = held.deliveries.get(name) ?? delivery;
      held.deliveries.set(name, standing);
      return standing;
    },
    get: async (recipient, disclosureId) => held.deliveries.get(`${recipient} ${disclosureId}`),
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

  return { held, cases, frozen, amendments, disclosures, packages, outboxes, auditTrail };
}
