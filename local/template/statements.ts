import type { Statement } from '../permissions/policy.ts';
import type { Resolved } from './resolved.ts';

type Document = { Statement: RawStatement | RawStatement[] };
type RawStatement = {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: object;
} & Record<string, unknown>;

/** Every statement attached to a role: inline, by a policy that names it, or by a managed one. */
export function statementsOfRole(roleName: string, policies: Resolved[]): Statement[] {
  return policies.flatMap(({ id, type, properties }) => {
    if (type === 'AWS::IAM::Role') {
      if (properties['Ref'] !== roleName) return [];
      const inline = (properties['Policies'] ?? []) as { PolicyDocument: Document }[];
      return inline.flatMap(({ PolicyDocument }) => statements(id, PolicyDocument));
    }
    const roles = (properties['Roles'] ?? []) as string[];
    return roles.includes(roleName) ? statements(id, properties['PolicyDocument'] as Document) : [];
  });
}

function statements(id: string, document: Document): Statement[] {
  return asList(document.Statement).map(
    ({ Effect, Action, Resource, Condition, Sid: _, ...rest }) => {
      // Half-understood, such a statement would allow more here than in the cloud, or less.
      if (Condition || Object.keys(rest).length > 0) {
        throw new Error(
          `A policy in ${id} uses conditions or elements this machine does not judge`,
        );
      }
      return { effect: Effect, actions: asList(Action ?? []), resources: asList(Resource ?? []) };
    },
  );
}

function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
