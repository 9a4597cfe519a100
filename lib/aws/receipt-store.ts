import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { receiptsName } from '../reports/object-names.ts';
import {
  type Receipt,
  type ReceiptBlock,
  type Receipts,
  receiptSchema,
} from '../reports/receipts.ts';
import { putOnce } from './put-once.ts';

/** Receipts in the inbox bucket: a block of NDJSON for each block of records. */
export function receiptStore({ client, bucket }: { client: S3Client; bucket: string }): Receipts {
  const read = async (block: ReceiptBlock): Promise<Receipt[]> => {
    const text = await readText(client, bucket, receiptsName(block));
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => receiptSchema.parse(JSON.parse(line)));
  };
  return {
    read,
    async keep(block, receipts) {
      const Body = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('');
      const object = { Bucket: bucket, Key: receiptsName(block), Body };
      const first = await putOnce(client, { ...object, ContentType: 'application/x-ndjson' });
      return first ? [...receipts] : read(block);
    },
  };
}

/** Without leave to list, S3 says of an absent object that access to it is denied. */
async function readText(client: S3Client, Bucket: string, Key: string): Promise<string> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString('utf-8')) ?? '';
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'NoSuchKey' || name === 'AccessDenied') return '';
    throw cause;
  }
}
