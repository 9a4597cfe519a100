import type * as z from 'zod';
import { disclosureIdSchema } from '../identifiers.ts';
import { feedbackSchema } from './feedback.ts';
import { recallReasonSchema } from './recall.ts';

/** What people do about a package that has left: the body that sent it, and its recipient. */
export const aftermathKinds = [
  'amend',
  'approve-amendment',
  'return-amendment',
  'propose-recall',
  'drop-recall',
  'recall',
  'recall-receipt',
  'feedback',
] as const;

/** What such a decision is about, each under the name of what it is. */
export const aftermathDetails = {
  /** The disclosure that was decided on. */
  about: disclosureIdSchema.optional(),
  /** Of propose-recall and recall: what the recipient is told. */
  recallReason: recallReasonSchema.optional(),
  /** Of feedback. */
  feedback: feedbackSchema.optional(),
};

export type AftermathDetails = {
  [Name in keyof typeof aftermathDetails]?: z.infer<(typeof aftermathDetails)[Name]>;
};
