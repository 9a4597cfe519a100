import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';

/**
 * Whether a report says what its type must say. A suspicious transaction report needs a suspicion
 * and the action taken; a project that it names should be tagged in its narrative, and vice versa.
 *
 * @see PCMLTFA s. 7; FINTRAC's guidance on suspicious transaction reports
 */
export function checkPresence(report: FiledReport): Finding[] {
  const { reportType, suspicion, actionTaken, transactions } = report;
  const findings: Finding[] = [];
  if (reportType === 'STR' && !suspicion) {
    findings.push({ pointer: '/suspicion', code: 'suspicion-missing' });
  }
  if (reportType === 'STR' && !actionTaken) {
    findings.push({ pointer: '/actionTaken', code: 'action-taken-missing' });
  }
  for (const [at, { attempted, reasonNotCompleted }] of transactions.entries()) {
    if (!attempted || reasonNotCompleted !== undefined) continue;
    const pointer = `/transactions/${at}/reasonNotCompleted`;
    findings.push({ pointer, code: 'reason-not-completed-missing' });
  }
  for (const [at, { account, party }] of (report.supporting?.sessions ?? []).entries()) {
    if (account !== undefined || party !== undefined) continue;
    findings.push({ pointer: `/supporting/sessions/${at}/account`, code: 'field-missing' });
  }
  if (suspicion) findings.push(...checkProjects(suspicion));
  return findings;
}

function checkProjects({
  projects = [],
  narrative,
}: NonNullable<FiledReport['suspicion']>): Finding[] {
  const tagged = new Set(
    [...narrative.matchAll(/#\s?Project\s+([A-Za-z]+)/gi)].map(([, name]) => name?.toUpperCase()),
  );
  const findings: Finding[] = [];
  if (projects.some((project) => !tagged.has(project))) {
    findings.push({ pointer: '/suspicion/narrative', code: 'project-tag-missing' });
  }
  const named = new Set<string>(projects);
  const known = ['ANTON', 'ATHENA', 'CHAMELEON', 'GUARDIAN', 'LEGION', 'PROTECT', 'SHADOW'];
  if (known.some((project) => tagged.has(project) && !named.has(project))) {
    findings.push({ pointer: '/suspicion/projects', code: 'project-code-missing' });
  }
  return findings;
}
