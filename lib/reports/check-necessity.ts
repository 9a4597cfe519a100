import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';
import { reachesThreshold } from './reporting-threshold.ts';

/**
 * Whether a report had to be made at all. What nobody had to report may not be kept: a suspicion without
 * grounds, and an amount below the threshold of its type that the 24-hour rule does not bring up to it.
 *
 * @see PCMLTFA s. 54(2); SOR/2002-184 ss. 126 to 132
 */
export function checkNecessity(report: FiledReport): Finding[] {
  const { reportType, suspicion } = report;
  if (reportType !== 'STR') {
    return reachesThreshold({ ...report, reportType })
      ? []
      : [{ pointer: '/transactions', code: 'below-threshold' }];
  }
  return suspicion && isGroundless(suspicion.narrative)
    ? [{ pointer: '/suspicion/narrative', code: 'grounds-missing' }]
    : [];
}

/** What is written where nothing is to be said. FINTRAC asks to leave such fields blank. */
const placeholders: ReadonlySet<string> = new Set([
  'aucun',
  'aucune',
  'inconnu',
  'na',
  'nil',
  'none',
  'not applicable',
  'sans objet',
  'see above',
  'see attached',
  'so',
  'tba',
  'tbd',
  'test',
  'unknown',
  'unspecified',
  'voir ci-joint',
]);

/** A project's tag is no ground, and neither are numbers alone. */
function isGroundless(narrative: string): boolean {
  const said = narrative.replaceAll(/#\s?Project\s+[A-Za-z]+/gi, ' ');
  if (!/\p{L}{2,}/u.test(said.replaceAll('/', ''))) return true;
  if (said.length > 80) return false;
  const words = said.toLowerCase().replaceAll(/[^\p{L}\s-]/gu, '');
  return placeholders.has(words.trim().replaceAll(/\s+/g, ' '));
}
