import { describe, expect, test } from 'vitest';
import { all, at, routes } from '../test-support/machine.ts';

const guarded = routes.filter((route) => route.function !== 'describe-api');

test.each(guarded)('$route asks for a token with a role', ({ authorization, scopes }) => {
  expect(authorization).toBe('JWT');
  expect(scopes.length).toBeGreaterThan(0);
});

test('only the description of the API is open', () => {
  const open = routes.filter(({ authorization }) => authorization !== 'JWT');
  expect(open.map(({ route }) => route).sort()).toEqual([
    'GET /docs',
    'GET /docs/{asset}',
    'GET /openapi.json',
  ]);
});

test('tokens are believed when they are from the issuer and for the audience that were named', () => {
  const [authorizer, ...others] = all('AWS::ApiGatewayV2::Authorizer');
  expect(others).toEqual([]);
  expect(authorizer?.properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Issuer: { Ref: 'IdentityIssuer' },
      Audience: [{ Ref: 'IdentityAudience' }],
    },
  });
});

describe('given the stage', () => {
  const { AccessLogSettings, DefaultRouteSettings } = at('Api/Stage').properties;

  test('then its log names routes, results and times, and nobody', () => {
    const variables: string[] = AccessLogSettings.Format.match(/\$context\.[a-zA-Z.]+/g);
    expect(variables.sort()).toEqual([
      '$context.integrationLatency',
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  test('then a flood is held back', () => {
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
  });
});

test('other web sites cannot call the API from a browser', () => {
  expect(at('Api/Api').properties).not.toHaveProperty('CorsConfiguration');
});
