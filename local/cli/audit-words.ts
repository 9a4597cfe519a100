import type { Fault, Verdict } from '../../lib/audit/verify/verdict.ts';
import { plainText } from './plain-text.ts';

/** What was found, for a person. Leaves are counted from 0, as everywhere in the log. */
export function verdictInWords(verdict: Verdict): string {
  const { origin = '', size = 0, root, isSigned, grownFrom, fault } = verdict;
  if (fault) return faultInWords(fault);
  return [
    `The log ${plainText(origin)} holds ${size} leaves, each as it was recorded.`,
    `Root hash ${root}`,
    isSigned
      ? 'Its checkpoint is signed by that key.'
      : 'Nobody checked who signed it: name the public key with --public-key.',
    ...(grownFrom === undefined
      ? []
      : [`It only grew since the checkpoint of ${grownFrom} leaves that was kept.`]),
  ].join('\n');
}

function faultInWords(fault: Fault): string {
  switch (fault.kind) {
    case 'edited':
      return `Leaf ${fault.index} was edited.`;
    case 'deleted':
      return `Leaf ${fault.index} was deleted.`;
    case 'inserted':
      return `Leaf ${fault.index} was inserted.`;
    case 'reordered':
      return `Leaf ${fault.index} was moved: leaves are not in their order from there on.`;
    case 'rewritten':
      return `Leaves were rewritten together with the tree: the first is one of ${fault.index} to ${fault.until - 1}.`;
    case 'rolled-back':
      return `The log was rolled back: it had ${fault.until} leaves and has ${fault.index}.`;
    case 'tile-altered':
      return `All leaves are as they were signed, but ${plainText(fault.object)} is not what follows from them.`;
    case 'checkpoint-missing':
      return `There is no ${plainText(fault.object)}.`;
    case 'checkpoint-unreadable':
      return `${plainText(fault.object)} is no checkpoint.`;
    case 'signature-invalid':
      return `${plainText(fault.object)} is not signed by that key.`;
  }
}
