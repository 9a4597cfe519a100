import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type KeptProcess, startKeptProcess } from './kept-process.ts';
import { endStaleProcess } from './stale-process.ts';

export type DynamoDb = { endpoint: string } & KeptProcess;

type Program = { command: string; args: (port: number) => string[]; mark: string };

/**
 * DynamoDB on this machine: the endpoint in DYNAMODB_ENDPOINT, or DynamoDB Local from
 * DYNAMODB_LOCAL_JAR, or the dynoxide binary npm installed for this platform.
 */
export async function startDynamoDb(dataDirectory: string): Promise<DynamoDb> {
  const given = process.env['DYNAMODB_ENDPOINT'];
  if (given) return { endpoint: given, died: new Promise(() => {}), stop: async () => {} };

  const { command, args, mark } = findProgram(dataDirectory);
  const pidFile = join(dataDirectory, 'dynamodb.pid');
  await endStaleProcess(pidFile, mark);
  const port = await freePort();
  const logFile = join(dataDirectory, 'logs', 'dynamodb.log');
  const started = startKeptProcess({
    name: 'DynamoDB',
    command,
    args: args(port),
    logFile,
    pidFile,
  });
  const failure = await Promise.race([started.died, reachable(port)]);
  if (failure !== undefined) throw new Error(`${failure}; see ${logFile}`);
  return { ...started, endpoint: `http://127.0.0.1:${port}` };
}

function findProgram(dataDirectory: string): Program {
  const jar = process.env['DYNAMODB_LOCAL_JAR'];
  if (jar) {
    const library = `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`;
    return {
      command: 'java',
      // One shared database: functions have keys of their own, and by default each key sees its own tables.
      args: (port) =>
        // biome-ignore format: a command line reads best in one piece
        [library, '-jar', jar, '-disableTelemetry', '-sharedDb', '-dbPath', dataDirectory, '-port', String(port)],
      mark: dataDirectory,
    };
  }
  const database = join(dataDirectory, 'dynamodb.sqlite');
  return {
    command: dynoxide(),
    args: (port) => ['--host', '127.0.0.1', '--port', String(port), '--db-path', database],
    mark: database,
  };
}

function dynoxide(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'dynoxide');
  } catch (cause) {
    throw new Error(
      [
        'There is no DynamoDB for this machine yet. One of three ways gives it one:',
        '  DYNAMODB_ENDPOINT=http://127.0.0.1:8000   an endpoint you run yourself',
        '  DYNAMODB_LOCAL_JAR=/path/DynamoDBLocal.jar   DynamoDB Local, with Java on the PATH',
        `  ${name}   the dynoxide binary, if npm has one for this platform`,
      ].join('\n'),
      { cause },
    );
  }
}

async function reachable(port: number): Promise<undefined> {
  const deadline = Date.now() + 30_000;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error('DynamoDB did not answer within 30 s');
    await sleep(10);
  }
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
