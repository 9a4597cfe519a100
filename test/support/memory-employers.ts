import { employerOrder, outcomeOrder } from '../../lib/aws/employer-item.ts';
import { type EmployerRisk, employerRiskSchema } from '../../lib/employers/employer-risk.ts';
import type { Employers } from '../../lib/employers/employers.ts';
import { StaleWrite } from '../../lib/errors.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';

/** What is known of employers, in memory, with the promises of the port. */
export function memoryEmployers() {
  const held = new Map<LedgerKey, { risk: EmployerRisk; version: number }>();
  const employers: Employers = {
    get: async (employer) => held.get(employer),
    async replace(employer, previous, next) {
      if (held.get(employer)?.version !== previous) throw new StaleWrite('memory');
      if (next) held.set(employer, { risk: reread(next), version: (previous ?? 0) + 1 });
      else held.delete(employer);
    },
    async list({ outcome, cursor = '', limit }) {
      const all = [...held.values()]
        .map(({ risk }) => risk)
        .filter((risk) => employerOrder(risk) > cursor)
        .filter((risk) => !outcome || employerOrder(risk).startsWith(outcomeOrder(outcome)))
        .sort((a, b) => (employerOrder(a) < employerOrder(b) ? -1 : 1));
      const items = all.slice(0, limit);
      const last = items.at(-1);
      return last && all.length > limit ? { items, cursor: employerOrder(last) } : { items };
    },
  };
  return { held, employers };
}

/** As it comes back from a store. */
const reread = (risk: EmployerRisk): EmployerRisk =>
  employerRiskSchema.parse(JSON.parse(JSON.stringify(risk)));
