import type { Resolved } from './resolved.ts';

export type Authorizer = { issuer: string; audience: string[] };

export type Route = {
  /** As the API names it: GET /v1/batches/{batchId}. */
  key: string;
  functionArn: string;
  authorizer: Authorizer | undefined;
  /** A token must have one of them; none asked for when empty. */
  scopes: string[];
};

export function routesOf(all: (...types: string[]) => Resolved[]): Route[] {
  const integrations = new Map(all('AWS::ApiGatewayV2::Integration').map(byReference));
  const authorizers = new Map(all('AWS::ApiGatewayV2::Authorizer').map(byReference));
  refuseNamedStages(all('AWS::ApiGatewayV2::Stage'));
  return all('AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const target = String(properties['Target']).replace(/^integrations\//, '');
    const integration = integrations.get(target);
    if (integration?.['PayloadFormatVersion'] !== '2.0') {
      throw new Error(`${id} is not answered by a function with payload format 2.0`);
    }
    return {
      key: String(properties['RouteKey']),
      functionArn: String(integration['IntegrationUri']),
      authorizer: authorizerOf(id, properties, authorizers),
      scopes: (properties['AuthorizationScopes'] ?? []) as string[],
    };
  });
}

function byReference({ properties }: Resolved): [string, Resolved['properties']] {
  return [String(properties['Ref']), properties];
}

function refuseNamedStages(stages: Resolved[]): void {
  for (const { id, properties } of stages) {
    if (properties['StageName'] !== '$default') throw new Error(`${id} is not the $default stage`);
  }
}

function authorizerOf(
  id: string,
  properties: Resolved['properties'],
  authorizers: Map<string, Resolved['properties']>,
): Authorizer | undefined {
  const type = properties['AuthorizationType'] ?? 'NONE';
  if (type === 'NONE') return undefined;
  const authorizer = authorizers.get(String(properties['AuthorizerId']));
  if (type !== 'JWT' || authorizer?.['AuthorizerType'] !== 'JWT') {
    throw new Error(`${id} is guarded by something else than a JWT authorizer`);
  }
  const { Issuer, Audience } = authorizer['JwtConfiguration'] as {
    Issuer: string;
    Audience: string[];
  };
  return { issuer: Issuer, audience: Audience };
}
