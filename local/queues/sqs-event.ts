import type { Message } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** A batch in the words of Lambda, which are those of SQS in another spelling. */
export function sqsEvent(batch: Message[], queueArn: string, region: string): SQSEvent {
  return { Records: batch.map((message) => record(message, queueArn, region)) };
}

function record(message: Message, eventSourceARN: string, awsRegion: string): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      attributes.map(([name, value]) => [
        name,
        {
          dataType: value.DataType as 'String',
          ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
          ...(value.BinaryValue && {
            binaryValue: Buffer.from(value.BinaryValue).toString('base64'),
          }),
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}
