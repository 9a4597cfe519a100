import * as z from 'zod';
import { caseIdSchema, ledgerKeySchema } from '../identifiers.ts';
import { matchSchema } from '../indicators/match.ts';
import { moneySchema } from '../money.ts';
import { translatedSchema } from '../translated.ts';
import { evidenceEntrySchema } from './api.ts';
import { assessedSubjectSchema, linkSchema } from './assessment.ts';

/* What analysts are shown as a picture of a case, and as its course in time. */

const nodeShape = {
  /** Names the node within one answer. */
  id: z.string(),
  /** Where to draw it: whole numbers around 0, 0, the same for the same facts. */
  x: z.int(),
  y: z.int(),
};

const networkNodeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...nodeShape,
    kind: z.literal('subject'),
    subject: ledgerKeySchema,
    label: z.string(),
    ...assessedSubjectSchema.pick({ role: true, setBy: true }).shape,
    minor: z.boolean(),
    /** Under age or exploited-like: to be shown as somebody to protect, never as a suspect. */
    possibleVictim: z.boolean(),
  }),
  z.strictObject({
    ...nodeShape,
    /** An account, or a contact or other detail that several subjects use. */
    kind: z.enum(['account', 'contact']),
    key: ledgerKeySchema,
    label: z.string(),
  }),
  z.strictObject({
    ...nodeShape,
    /** All others whom a subject dealt with: they are counted and not profiled. */
    kind: z.literal('others'),
    count: z.int().min(1),
  }),
]);

const networkEdgeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** `payments` for money that went from one to the other; else what joins them. */
  reason: z.enum([...linkSchema.shape.reason.options, 'uses', 'payments', 'merged-by-hand']),
  text: translatedSchema.optional(),
  /** Of payments: how many entries, and their exact sums, by currency. */
  count: z.int().min(1).optional(),
  sums: z.array(moneySchema).optional(),
});

export const caseNetworkSchema = z
  .strictObject({
    caseId: caseIdSchema,
    /** Of the assessment that is drawn. */
    digest: z.string(),
    nodes: z.array(networkNodeSchema),
    edges: z.array(networkEdgeSchema),
  })
  .meta({ id: 'CaseNetwork' });
export type CaseNetwork = z.infer<typeof caseNetworkSchema>;
export type NetworkEdge = z.infer<typeof networkEdgeSchema>;

type WithoutPlace<T> = T extends unknown ? Omit<T, 'x' | 'y'> : never;
export type NetworkNode = WithoutPlace<z.infer<typeof networkNodeSchema>>;

export const caseTimelineSchema = z
  .strictObject({
    caseId: caseIdSchema,
    digest: z.string(),
    /** In the order of time, each with the local time of its place. */
    entries: z.array(evidenceEntrySchema),
    /** The matches that entries of this page support. */
    matches: z.array(
      matchSchema.pick({
        matchId: true,
        subject: true,
        indicator: true,
        from: true,
        until: true,
        sentence: true,
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'CaseTimeline' });
export type CaseTimeline = z.infer<typeof caseTimelineSchema>;
