import * as z from 'zod';
import { type Disclosure, isOut } from '../disclosures/disclosure.ts';
import { feedbackDueAt } from '../disclosures/feedback.ts';
import { type Delivery, deliverySchema } from '../disclosures/outbox.ts';
import { recallReasons, recallRequest } from '../disclosures/recall.ts';
import { disclosureIdSchema } from '../identifiers.ts';

const instantSchema = z.iso.datetime({ offset: true });

/** A delivery as its recipient sees it. */
export const deliveryViewSchema = z
  .strictObject({
    ...deliverySchema.shape,
    /** The last of these that is so. */
    state: z.enum(['new', 'fetched', 'received', 'amended', 'recalled']),
    /** Absent until a receipt was given. */
    receivedAt: instantSchema.optional(),
    /** The delivery in whose place this one is. */
    amends: disclosureIdSchema.optional(),
    /** The delivery that is in the place of this one. */
    amendedBy: disclosureIdSchema.optional(),
    recall: z
      .strictObject({
        at: instantSchema,
        /** Why, and what is asked for; in the language of the package. */
        words: z.array(z.string()),
        /** Absent until its destruction was confirmed. */
        destroyedAt: instantSchema.optional(),
      })
      .optional(),
    feedback: z.strictObject({
      dueAt: instantSchema,
      overdue: z.boolean(),
      /** When it was given last. */
      givenAt: instantSchema.optional(),
    }),
    /** Nothing but `self` where the package was called back. */
    links: z.strictObject({
      self: z.string(),
      package: z.string().optional(),
      sealed: z.string().optional(),
    }),
  })
  .meta({ id: 'DeliveryView' });
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

/**
 * @param now RFC 3339 UTC.
 * @param successor whether the delivery that amends this one is there to be fetched.
 */
export function deliveryView(
  delivery: Delivery,
  disclosure: Disclosure | undefined,
  { now, successor }: { now: string; successor: boolean },
): DeliveryView {
  const out = disclosure && isOut(disclosure) ? disclosure : undefined;
  const received = out?.status === 'received' ? out : undefined;
  const amendedBy = successor ? out?.amendedBy : undefined;
  const recall = recallView(delivery, out?.recall);
  const dueAt = feedbackDueAt(delivery.dispatchedAt);
  const asked = !received?.feedback && !amendedBy && !recall;
  const self = `/v1/outbox/${delivery.disclosureId}`;
  return {
    ...delivery,
    state: stateOf(delivery, { received, amendedBy, recall }),
    ...(received && { receivedAt: received.receivedAt }),
    ...(disclosure?.amends && { amends: disclosure.amends }),
    ...(amendedBy && { amendedBy }),
    ...(recall && { recall }),
    feedback: {
      dueAt,
      overdue: asked && Date.parse(now) > Date.parse(dueAt),
      ...(received?.feedback && { givenAt: received.feedback.givenAt }),
    },
    links: {
      self,
      ...(!recall && {
        package: `${self}/package.json`,
        sealed: `${self}/package.zip.jwe`,
      }),
    },
  };
}

function stateOf(
  { fetchedAt }: Delivery,
  { received, amendedBy, recall }: Record<'received' | 'amendedBy' | 'recall', unknown>,
): DeliveryView['state'] {
  if (recall) return 'recalled';
  if (amendedBy) return 'amended';
  if (received) return 'received';
  return fetchedAt ? 'fetched' : 'new';
}

type Out = Extract<Disclosure, { status: 'dispatched' | 'received' }>;

/** A recall that only one person wants is nothing to tell of. */
function recallView({ language }: Delivery, recall: Out['recall']): DeliveryView['recall'] {
  if (!recall || recall.status === 'proposed') return undefined;
  return {
    at: recall.confirmedAt,
    words: [recallReasons[recall.reason][language], recallRequest[language]],
    ...(recall.status === 'destroyed' && { destroyedAt: recall.destroyedAt }),
  };
}
