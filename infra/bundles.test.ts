import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { bundledSources, writeBundle } from './bundle.ts';
import { functionNamed, functions, workOf } from './test-support/machine.ts';

const run = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-bundles-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe.each(functions)('given $name, when bundled as it is deployed', (handler) => {
  const folder = join(directory, handler.name);

  test('then it weighs no more than is stated beside it', () => {
    mkdirSync(folder);
    writeBundle(handler.name, handler.beside, folder);
    const kilobytes = statSync(join(folder, 'index.mjs')).size / 1024;
    expect(kilobytes).toBeLessThanOrEqual(handler.bundleKilobytes);
  });

  test('then plain Node can import it, and it exports a handler', async () => {
    const { Variables } = functionNamed(handler.name).properties.Environment;
    const script = `import(${JSON.stringify(pathToFileURL(join(folder, 'index.mjs')))})
      .then(({ handler }) => process.stdout.write(typeof handler))`;
    const { stdout } = await run(process.execPath, ['--eval', script], {
      cwd: tmpdir(),
      env: { AWS_REGION: 'ca-central-1', ...literally(Variables) },
    });
    expect(stdout).toBe('function');
  });

  test('then what it reads beside its code is there', () => {
    for (const { to } of handler.beside) expect(existsSync(join(folder, to))).toBe(true);
  });

  test('then it has the commands for all that it may do: no permission is left over', () => {
    const sources = bundledSources(handler.name);
    const carries = (part: string) => sources.some((source) => source.includes(part));
    for (const permission of workOf(handler.name)) {
      const [, service = '', action = ''] = /^(\w+):(\w+) /.exec(permission) ?? [];
      if (action in commands && carries(`/client-${service}/`)) {
        expect(
          commands[action]?.some((name) => carries(`/${name}Command.`)),
          permission,
        ).toBe(true);
      }
    }
  });
});

/** Which commands need a permission. Receiving from queues is done by Lambda, not by the code. */
const commands: Record<string, string[]> = {
  GetItem: ['GetItem', 'TransactGetItems'],
  BatchGetItem: ['BatchGetItem'],
  Query: ['Query'],
  Scan: ['Scan'],
  PutItem: ['PutItem', 'TransactWriteItems'],
  UpdateItem: ['UpdateItem', 'TransactWriteItems'],
  DeleteItem: ['DeleteItem', 'TransactWriteItems'],
  ConditionCheckItem: ['TransactWriteItems'],
  GetObject: ['GetObject'],
  PutObject: ['PutObject'],
  DeleteObject: ['DeleteObject'],
  DeleteObjectVersion: ['DeleteObject'],
  ListBucket: ['ListObjectsV2'],
  ListBucketVersions: ['ListObjectVersions'],
  ListMultipartUploadParts: ['ListParts'],
  AbortMultipartUpload: ['AbortMultipartUpload'],
  SendMessage: ['SendMessage', 'SendMessageBatch'],
};

/** References to other resources become a placeholder: only their presence counts here. */
function literally(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : 'https://example.invalid/placeholder',
    ]),
  );
}
