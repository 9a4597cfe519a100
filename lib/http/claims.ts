import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { entityNumberSchema, recipientIdSchema, userIdSchema } from '../identifiers.ts';

export const roles = [
  'reporting-entity',
  'analyst',
  'approver',
  'compliance-editor',
  'compliance-approver',
  'recipient',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

const claimsSchema = z.object({
  sub: userIdSchema,
  scope: z.string(),
  entity: entityNumberSchema.optional(),
  agency: recipientIdSchema.optional(),
});

const authorizedSchema = z.object({
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims: claimsSchema }) }) }),
});

export type Caller = { user: string; roles: Role[]; entity?: string; agency?: string };

/**
 * Who calls, from the token's claims. The gateway has checked signature, expiry, audience and scope;
 * the role is asked for again here, so that a wrong route table opens nothing.
 *
 * @throws DomainError not-allowed when none of `allowed` is among the token's scopes.
 */
export function callerOf(event: unknown, allowed: readonly Role[]): Caller {
  const parsed = authorizedSchema.safeParse(event);
  if (!parsed.success) throw new DomainError('not-allowed', 'claims');
  const { sub, scope, entity, agency } = parsed.data.requestContext.authorizer.jwt.claims;
  const held = scope.split(' ').filter((word): word is Role => roles.some((role) => role === word));
  if (!held.some((role) => allowed.includes(role))) throw new DomainError('not-allowed', 'scope');
  return { user: sub, roles: held, ...(entity && { entity }), ...(agency && { agency }) };
}

/** The reporting entity the token speaks for. */
export function entityOf(event: unknown): string {
  const { entity } = callerOf(event, ['reporting-entity']);
  if (!entity) throw new DomainError('not-allowed', 'entity claim');
  return entity;
}

/** The recipient the token speaks for. */
export function agencyOf(event: unknown): { agency: string; user: string } {
  const { agency, user } = callerOf(event, ['recipient']);
  if (!agency) throw new DomainError('not-allowed', 'agency claim');
  return { agency, user };
}
