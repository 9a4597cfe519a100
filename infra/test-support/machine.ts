import { Template } from 'aws-cdk-lib/assertions';
import { NodeFunction } from '../constructs/node-function.ts';
import { MoneytrailApp } from '../moneytrail-app.ts';

/*
 * The synthesized machine, as tests speak of it: resources by their path in the stack, `Cases/Table`,
 * functions by their name, permissions as `action path`.
 */

const app = new MoneytrailApp({
  context: { 'aws:cdk:bundling-stacks': [], 'aws:cdk:enable-path-metadata': true },
  // Three seconds, and policies.test.ts spends them once.
  builtinCloudFormationValidation: false,
});

export const template = Template.fromStack(app.stack);
export const functions: NodeFunction[] = app.stack.node
  .findAll()
  .filter((construct) => construct instanceof NodeFunction);

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON, and tests fail where it is not as they say.
type Json = any;

export type Resource = { path: string; id: string; type: string; properties: Json; raw: Json };

const { Resources } = template.toJSON();
const resources: Resource[] = Object.entries<Json>(Resources).map(([id, raw]) => ({
  id,
  raw,
  path: pathOf(raw.Metadata['aws:cdk:path']),
  type: raw.Type,
  properties: raw.Properties,
}));

export function all(type: string): Resource[] {
  const found = resources.filter((resource) => resource.type === type);
  if (found.length === 0) throw new Error(`The machine has no ${type}.`);
  return found;
}

export function at(path: string): Resource {
  const found = resources.find((resource) => resource.path === path);
  if (!found) throw new Error(`The machine has nothing at ${path}.`);
  return found;
}

export function functionNamed(name: string): Resource {
  const found = all('AWS::Lambda::Function').find(
    ({ properties }) => properties.Environment.Variables.POWERTOOLS_SERVICE_NAME === name,
  );
  if (!found) throw new Error(`The machine has no function ${name}.`);
  return found;
}

/** All that a function may do, as `action path`: `dynamodb:Query Cases/Table/index/outbox`. */
export function permissionsOf(name: string): string[] {
  const role = functionNamed(name).properties.Role['Fn::GetAtt'][0];
  return all('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((each: Json) => each.Ref === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((on) => `${action} ${readable(on)}`)),
    )
    .sort();
}

/** The same without what every function needs: its own log and the key. */
export const workOf = (name: string): string[] =>
  permissionsOf(name).filter((permission) => !/^(logs|kms):/.test(permission));

export type Route = { route: string; function: string; scopes: string[]; authorization: string };

export const routes: Route[] = all('AWS::ApiGatewayV2::Route').map(({ properties }) => ({
  route: properties.RouteKey,
  function: behind(properties.Target['Fn::Join'][1][1].Ref),
  scopes: properties.AuthorizationScopes ?? [],
  authorization: properties.AuthorizationType,
}));

function pathOfId(id: string): string {
  return resources.find((resource) => resource.id === id)?.path ?? id;
}

/** `{ 'Fn::GetAtt': [id, 'Arn'] }` and what is joined to it, as a path. */
export function readable(value: Json): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return pathOfId(value.Ref);
  if (value['Fn::GetAtt']) return pathOfId(value['Fn::GetAtt'][0]);
  if (value['Fn::Join']) return value['Fn::Join'][1].map(readable).join(value['Fn::Join'][0]);
  throw new Error(`Not a reference: ${JSON.stringify(value)}`);
}

function behind(integration: string): string {
  const target = resources.find(({ id }) => id === integration)?.properties.IntegrationUri;
  const path = readable(target);
  return at(path).properties.Environment.Variables.POWERTOOLS_SERVICE_NAME;
}

function pathOf(metadata: string): string {
  return metadata.replace(/^Moneytrail\//, '').replace(/\/Resource$/, '');
}

function list<T>(oneOrMore: T | T[]): T[] {
  return Array.isArray(oneOrMore) ? oneOrMore : [oneOrMore];
}
