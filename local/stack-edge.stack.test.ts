import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningStack, startStack } from './stack.ts';
import { fixtureAssembly, temporaryDirectory } from './testing/fixture-stack.ts';

const directory = temporaryDirectory();
let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack({ dataDirectory: directory.path, assembly: fixtureAssembly });
});
afterAll(async () => {
  await stack.stop();
  directory.remove();
});

const post = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) =>
  fetch(`${stack.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain', ...headers },
  });

const echoed = async (answer: Response) => (await answer.json()) as Echoed;
type Echoed = {
  event: Record<string, unknown> & { requestContext: Record<string, unknown> };
  remaining: number;
  cwd: string;
  env: Record<string, string>;
};

describe('given a route that is open', () => {
  test('when it is asked, then the event has payload format 2.0', async () => {
    const answer = await post('/echo?a=1&a=2&b=%20', 'hello', {
      cookie: 'x=1; y=2',
      'X-Test': 'T',
    });
    expect(answer.status).toBe(200);
    const { event } = await echoed(answer);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo',
      rawPath: '/echo',
      rawQueryString: 'a=1&a=2&b=%20',
      cookies: ['x=1', 'y=2'],
      queryStringParameters: { a: '1,2', b: ' ' },
      body: 'hello',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', path: '/echo' }, stage: '$default' },
    });
    expect(event['headers']).toMatchObject({ 'x-test': 'T' });
    expect(event['headers']).not.toHaveProperty('cookie');
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  test('when the body is not text, then it comes in base64', async () => {
    const zipped = gzipSync('hello');
    for (const headers of [
      { 'content-type': 'application/gzip' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]) {
      const { event } = await echoed(await post('/echo', zipped, headers));
      expect(event['isBase64Encoded']).toBe(true);
      expect(event['body']).toBe(zipped.toString('base64'));
    }
  });

  test('when the function looks around, then it sees what Lambda would show it', async () => {
    const { remaining, cwd, env } = await echoed(await post('/echo', 'hello'));
    expect(remaining).toBeGreaterThan(500);
    expect(cwd).toMatch(/asset\.fixture$/);
    expect(env).toMatchObject({
      AWS_REGION: 'ca-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Fixture-Echo',
      POWERTOOLS_SERVICE_NAME: 'echo',
    });
    expect(env).not.toHaveProperty('HOME');
  });

  test('when the answer has a shape of its own, then it is sent as the cloud would', async () => {
    const plain = await post('/echo', 'plain');
    expect([plain.status, await plain.json()]).toEqual([200, { plain: true }]);
    const cookies = await post('/echo', 'cookies');
    expect([cookies.status, cookies.headers.getSetCookie()]).toEqual([204, ['a=1', 'b=2']]);
    const binary = await post('/echo', 'binary');
    expect(new Uint8Array(await binary.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });
});

describe('given a function that does not answer', () => {
  test.each(['throw', 'crash', 'loop'])(
    'when it is by %s, then 500, and the next request is well',
    async (how) => {
      const failed = await post('/echo', how);
      expect([failed.status, await failed.json()]).toEqual([
        500,
        { message: 'Internal Server Error' },
      ]);
      expect((await post('/echo', 'hello')).status).toBe(200);
    },
  );
});

describe('given a route for analysts', () => {
  const ask = (headers: Record<string, string>) => fetch(`${stack.url}/echo/a%20b`, { headers });

  test('when an analyst asks, then claims and path are in the event', async () => {
    const token = await stack.signIn('analyst');
    const { event } = await echoed(await ask({ authorization: `Bearer ${token}` }));
    expect(event).toMatchObject({
      routeKey: 'GET /echo/{name}',
      pathParameters: { name: 'a b' },
      requestContext: {
        authorizer: { jwt: { claims: { sub: 'analyst', scope: 'analyst' }, scopes: ['analyst'] } },
      },
    });
  });

  test('when there is no token, then 401 with a challenge', async () => {
    const answer = await ask({});
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('when the token is for another role, then 403', async () => {
    const token = await stack.signIn('auditor');
    const answer = await ask({ authorization: `Bearer ${token}` });
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Forbidden' }]);
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
  });

  test('when a token is asked for by name, then the issuer gives one that is believed', async () => {
    const answer = await post('/_local/identity/token', JSON.stringify({ user: 'analyst' }));
    const { token } = (await answer.json()) as { token: string };
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await post('/_local/identity/token', '{"user":"nobody"}')).status).toBe(400);
  });
});

describe('given what is no request for a function', () => {
  test('when the route is unknown, then 404', async () => {
    for (const path of ['/', '/echo/', '/echo/a/b', '/_local/nothing']) {
      const answer = await fetch(`${stack.url}${path}`);
      expect([answer.status, await answer.json()]).toEqual([404, { message: 'Not Found' }]);
    }
  });

  test('when the body is larger than the API or Lambda take, then 413', async () => {
    for (const megabytes of [7, 11]) {
      const answer = await post('/echo', 'x'.repeat(megabytes * 1024 * 1024));
      expect(answer.status).toBe(413);
    }
  });
});

describe('given a function whose role allows little', () => {
  test.each([
    ['ownTable', 'allowed'],
    ['otherTable', 'AccessDeniedException'],
    ['otherAction', 'AccessDeniedException'],
    ['otherIndex', 'AccessDeniedException'],
    ['ownQueue', 'allowed'],
    ['otherQueue', 'AccessDeniedException'],
    ['ownPrefix', 'allowed'],
    ['otherPrefix', 'AccessDenied'],
  ])('when it reaches for %s, then: %s', async (what, outcome) => {
    expect(await (await post('/reach', what)).text()).toBe(outcome);
  });
});

describe('given a stack on a directory', () => {
  test('when a second one is started on it, then it is refused and the first goes on', async () => {
    const second = startStack({ dataDirectory: directory.path, assembly: fixtureAssembly });
    await expect(second).rejects.toThrow(/Another Moneytrail is running/);
    expect((await post('/echo', 'hello')).status).toBe(200);
  });
});
