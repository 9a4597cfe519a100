import { deflateSync, inflateSync } from 'node:zlib';
import * as z from 'zod';
import { plainParser } from '../accepts-plainly.ts';
import { type Evaluation, evaluationSchema } from '../indicators/match.ts';
import { evaluationDictionary as dictionary } from './evaluation-dictionary.ts';
import { evaluationKey } from './keys.ts';
import { packJson, unpackJson } from './packed-json.ts';

/** Up to so many characters of JSON a dictionary saves more than the better way to compress does. */
const fewCharacters = 8_000;

const bytes = z.instanceof(Uint8Array);
const packedSchema = z.object({ packed: bytes });
const findingsSchema = z.object({ ledgerVersion: z.int(), rulebook: z.int(), findings: bytes });
const parseEvaluation = plainParser(evaluationSchema);

/**
 * An evaluation as the cases table holds it. Most find little, and lack the same data: what they find is
 * deflated against a dictionary (RFC 1950). Those that find much are compressed JSON; the entries that
 * matches name repeat themselves, so that it shrinks to about a twentieth.
 *
 * @throws RangeError when it does not fit into one item, which takes some 100,000 named entries.
 */
export function evaluationItem(evaluation: Evaluation) {
  const { subject, ledgerVersion, rulebook, ...told } = evaluation;
  const item = { ...evaluationKey(subject), ledgerVersion, rulebook };
  const findings = JSON.stringify(told);
  return findings.length > fewCharacters
    ? { ...item, packed: packJson(evaluation, `evaluation of ${subject}`) }
    : { ...item, findings: deflateSync(findings, { dictionary, level: 9 }) };
}

/** @throws Error when the bytes are not what `evaluationItem` made. */
export function evaluationOf(item: Record<string, unknown>): Evaluation {
  if ('packed' in item) {
    return parseEvaluation(unpackJson(packedSchema.parse(item).packed));
  }
  const { findings, ...rest } = findingsSchema.parse(item);
  const told = JSON.parse(inflateSync(findings, { dictionary }).toString('utf8'));
  return parseEvaluation({ subject: subjectOf(item), ...rest, ...told });
}

/** Its key tells whom an evaluation is about. */
const subjectOf = ({ pk }: Record<string, unknown>): string =>
  String(pk).slice(String(pk).indexOf('#') + 1);
