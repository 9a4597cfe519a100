// The SQS server's own process: it ends when its parent does, and takes no work back.
import { existsSync } from 'node:fs';
import { Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startFauxqs } from 'fauxqs';

const [dataDirectory = '.', region = 'ca-central-1'] = process.argv.slice(2);
const database = join(dataDirectory, 'fauxqs.db');

stayOnLoopback();
releaseMessagesInFlight();
const server = await startFauxqs({
  port: 0,
  host: '127.0.0.1',
  defaultRegion: region,
  dataDir: dataDirectory,
  logger: false,
});
mendRelease();

process.once('disconnect', () => process.exit(0));
process.send?.({ port: server.port });

/** fauxqs 2.4.1 listens on every interface whatever it is told; queues are nobody else's business. */
function stayOnLoopback(): void {
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (this: Server, options: object, ...rest: unknown[]) {
    return Reflect.apply(listen, this, [{ ...options, host: '127.0.0.1' }, ...rest]);
  } as typeof listen;
}

/**
 * Whoever held these messages is gone with the process that ended, so waiting for their visibility
 * timeouts would help nobody. The interrupted receive does not count against the message either:
 * it did not fail, its machine did.
 */
function releaseMessagesInFlight(): void {
  if (!existsSync(database)) return;
  const messages = new DatabaseSync(database);
  messages.exec(`
    UPDATE sqs_messages
    SET receipt_handle = NULL, visibility_deadline = NULL,
        approximate_receive_count = MAX(0, approximate_receive_count - 1)
    WHERE receipt_handle IS NOT NULL`);
  messages.close();
}

/**
 * fauxqs 2.4.1 writes a message that is made visible again with a receive count of NULL, which its
 * own schema refuses, and the message is gone until a restart. The trigger writes what was meant.
 */
function mendRelease(): void {
  const messages = new DatabaseSync(database);
  messages.exec(`
    CREATE TRIGGER IF NOT EXISTS release_keeps_the_count
    BEFORE UPDATE ON sqs_messages WHEN NEW.approximate_receive_count IS NULL
    BEGIN
      UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL
      WHERE message_id = OLD.message_id;
      SELECT RAISE(IGNORE);
    END`);
  messages.close();
}
