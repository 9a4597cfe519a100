/** Resource types the stack on one machine gives a life to. */
const lived = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  // A key pair that signs; one that encrypts what is stored has nothing to do here.
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'Custom::S3BucketNotifications',
]);

/** Types that guard, encrypt, watch or name things in the cloud and have nothing to do here. */
const ignored = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** A type that is in neither list would silently be missing here, so it stops the start. */
export function refuseUnknownTypes(types: Iterable<string>): void {
  const unknown = [...new Set(types)].filter((type) => !lived.has(type) && !ignored.has(type));
  if (unknown.length > 0) {
    throw new Error(
      `The template has resources this machine knows nothing of: ${unknown.join(', ')}. ` +
        'Give them a life in local/, or list them as ignored in local/template/known-types.ts.',
    );
  }
}
