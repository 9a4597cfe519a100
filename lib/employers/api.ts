import * as z from 'zod';
import { evidenceEntrySchema, explanationViewSchema, matchViewSchema } from '../cases/api.ts';
import { typologyScoreSchema } from '../cases/assessment.ts';
import { employerIdSchema } from '../identifiers.ts';
import { indicatorIdSchema, suppressorIdSchema } from '../indicators/indicator.ts';
import { translatedSchema } from '../translated.ts';
import { employerRiskSchema, intermediarySchema, workerSchema } from './employer-risk.ts';

/*
 * What analysts and approvers are shown of employers. Nothing here is ever shown to a reporting entity.
 */

const links = z.strictObject({ self: z.string() });
/** Absent where no report names the subject. */
const displayName = z.string().optional();

const employerSummarySchema = z
  .strictObject({
    employerId: employerIdSchema,
    ...employerRiskSchema.pick({
      kind: true,
      names: true,
      outcome: true,
      asOf: true,
      workersKnown: true,
      workersAffected: true,
      summary: true,
    }).shape,
    score: z.number(),
    families: z.array(
      typologyScoreSchema.shape.families.element.pick({ family: true, points: true }),
    ),
    indicators: z.array(indicatorIdSchema),
    /** What spoke for innocence. */
    explanations: z.array(suppressorIdSchema),
    links,
  })
  .meta({ id: 'EmployerSummary' });
export type EmployerSummary = z.infer<typeof employerSummarySchema>;

export const employerListSchema = z
  .strictObject({
    employers: z.array(employerSummarySchema),
    /** Pass it back as `cursor` for the next page; absent on the last. */
    next: z.string().optional(),
  })
  .meta({ id: 'EmployerList' });

const workerViewSchema = z
  .strictObject({
    ...workerSchema.shape,
    displayName,
    /** Whether she shows a pattern that others share; what alone shows for one is not told here. */
    affected: z.boolean(),
    indicators: z.array(indicatorIdSchema),
  })
  .meta({ id: 'Worker' });

export const employerViewSchema = z
  .strictObject({
    employerId: employerIdSchema,
    ...employerRiskSchema.pick({
      rulebook: true,
      typology: true,
      asOf: true,
      kind: true,
      names: true,
      keys: true,
      workersKnown: true,
      workersAffected: true,
      setAside: true,
      payPattern: true,
      premises: true,
      outcome: true,
      summary: true,
    }).shape,
    subjects: z.array(z.strictObject({ subject: employerRiskSchema.shape.employer, displayName })),
    /** By key: workers have no order of their own. */
    workers: z.array(workerViewSchema),
    intermediaries: z.array(z.strictObject({ ...intermediarySchema.shape, displayName })),
    matches: z.array(matchViewSchema),
    explanations: z.array(explanationViewSchema),
    notEvaluable: z.array(
      z.strictObject({
        ...employerRiskSchema.shape.notEvaluable.element.shape,
        title: translatedSchema.optional(),
      }),
    ),
    /** Points by family, the outcome, and the gates that were not passed. */
    score: typologyScoreSchema,
    /** Every entry that a finding rests on, in the order of time. */
    timeline: z.array(evidenceEntrySchema),
    links,
  })
  .meta({ id: 'EmployerView' });
export type EmployerView = z.infer<typeof employerViewSchema>;
