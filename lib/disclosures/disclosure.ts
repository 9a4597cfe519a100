import * as z from 'zod';
import {
  caseIdSchema,
  disclosureIdSchema,
  recipientIdSchema,
  userIdSchema,
} from '../identifiers.ts';

const instantSchema = z.iso.datetime({ offset: true });

const common = {
  disclosureId: disclosureIdSchema,
  caseId: caseIdSchema,
  recipient: recipientIdSchema,
  language: z.enum(['en', 'fr']),
  /** The paragraph of the Act under which it leaves: "55(3)(a)". */
  legalBasis: z.string(),
  /** Why this recipient. */
  reason: z.string().min(1).max(2000),
  /** The facts that meet the second test; only where the recipient is no police service. */
  secondTest: z.string().optional(),
  /** Why a recipient that is no police service learns who the possible victims are. */
  victimsNamedBecause: z.string().optional(),
  /** SHA-256 of the frozen package's bytes. */
  packageDigest: z.string().regex(/^[0-9a-f]{64}$/),
  packageBytes: z.int(),
  author: userIdSchema,
  submittedAt: instantSchema,
};
const approval = { approver: userIdSchema, approvedAt: instantSchema };

/** One package for one recipient under one legal test, from submission to receipt. */
export const disclosureSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...common, status: z.literal('submitted') }),
  /** Sent back to its author, or decided against: it will never leave. */
  z.strictObject({ ...common, status: z.literal('withdrawn'), withdrawnAt: instantSchema }),
  z.strictObject({ ...common, ...approval, status: z.literal('approved') }),
  z.strictObject({
    ...common,
    ...approval,
    status: z.literal('dispatched'),
    dispatchedAt: instantSchema,
  }),
  z.strictObject({
    ...common,
    ...approval,
    status: z.literal('received'),
    dispatchedAt: instantSchema,
    receivedAt: instantSchema,
    receivedBy: userIdSchema,
  }),
]);
export type Disclosure = z.infer<typeof disclosureSchema>;
export type SubmittedDisclosure = Extract<Disclosure, { status: 'submitted' }>;
export type ApprovedDisclosure = Extract<Disclosure, { status: 'approved' }>;
export type DispatchedDisclosure = Extract<Disclosure, { status: 'dispatched' }>;
export type ReceivedDisclosure = Extract<Disclosure, { status: 'received' }>;
export const disclosureStatuses = disclosureSchema.options.map(({ shape }) => shape.status.value);

/** Whether two people have agreed that it leaves: from then on it can only be amended. */
export const hasLeft = ({ status }: Disclosure): boolean =>
  status === 'approved' || status === 'dispatched' || status === 'received';
