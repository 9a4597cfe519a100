import * as z from 'zod';
import {
  caseIdSchema,
  disclosureIdSchema,
  recipientIdSchema,
  userIdSchema,
} from '../identifiers.ts';
import { indicatorIdSchema } from '../indicators/indicator.ts';
import { countedSchema } from '../statistics/counted.ts';
import { givenFeedbackSchema } from './feedback.ts';
import { recallSchema } from './recall.ts';

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
  counted: countedSchema,
  /** The rules behind the indicators of the package, place by place: they do not leave themselves. */
  indicators: z.array(indicatorIdSchema).optional(),
  /** Only of an amendment: the package in whose place it is, and the first one of all. */
  amends: disclosureIdSchema.optional(),
  first: disclosureIdSchema.optional(),
};
const approval = { approver: userIdSchema, approvedAt: instantSchema };
/** What follows a package that has left. */
const aftermath = {
  dispatchedAt: instantSchema,
  /** Waits for a second person. */
  amendmentSubmitted: disclosureIdSchema.optional(),
  /** Was agreed to by two people, and takes the place of this one. */
  amendedBy: disclosureIdSchema.optional(),
  recall: recallSchema.optional(),
};

/** One package for one recipient under one legal test, from submission to receipt. */
export const disclosureSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...common, status: z.literal('submitted') }),
  /** Sent back to its author, or decided against: it will never leave. */
  z.strictObject({ ...common, status: z.literal('withdrawn'), withdrawnAt: instantSchema }),
  z.strictObject({
    ...common,
    ...approval,
    status: z.literal('approved'),
    /** Why it has not left yet, where that needs a person. */
    held: z
      .strictObject({
        problem: z.enum(['recipient-key-missing']),
        since: instantSchema,
        /** How often it was tried. */
        tries: z.int().min(1),
      })
      .optional(),
  }),
  z.strictObject({
    ...common,
    ...approval,
    ...aftermath,
    status: z.literal('dispatched'),
  }),
  z.strictObject({
    ...common,
    ...approval,
    ...aftermath,
    status: z.literal('received'),
    receivedAt: instantSchema,
    receivedBy: userIdSchema,
    /** The latest. */
    feedback: givenFeedbackSchema.optional(),
  }),
]);
export type Disclosure = z.infer<typeof disclosureSchema>;
export type SubmittedDisclosure = Extract<Disclosure, { status: 'submitted' }>;
export type ApprovedDisclosure = Extract<Disclosure, { status: 'approved' }>;
export type DispatchedDisclosure = Extract<Disclosure, { status: 'dispatched' }>;
export type ReceivedDisclosure = Extract<Disclosure, { status: 'received' }>;
export const disclosureStatuses = disclosureSchema.options.map(({ shape }) => shape.status.value);

/** Whether two people have agreed that it leaves: from then on it can only be amended. */
const hasLeft = ({ status }: Disclosure): boolean =>
  status === 'approved' || status === 'dispatched' || status === 'received';

/** Whether its package lies in an outbox: the only state in which it can be amended or recalled. */
export const isOut = (
  disclosure: Disclosure,
): disclosure is DispatchedDisclosure | ReceivedDisclosure =>
  disclosure.status === 'dispatched' || disclosure.status === 'received';

/** Whether two people have called it back. */
export const isRecalled = (disclosure: Disclosure): boolean =>
  isOut(disclosure) && disclosure.recall !== undefined && disclosure.recall.status !== 'proposed';

/** Whether its recipient is to rely on it: nothing has taken its place, and it was not called back. */
export const stillTells = (disclosure: Disclosure): boolean =>
  hasLeft(disclosure) &&
  !isRecalled(disclosure) &&
  !(isOut(disclosure) && disclosure.amendedBy !== undefined);
