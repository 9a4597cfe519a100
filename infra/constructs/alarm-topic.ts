import { Aws } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { CustomerKey } from './customer-key.ts';

/** Where every alarm of the machine goes, when it is raised and when it is over. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { key }: { key: CustomerKey }) {
    super(scope, id, { masterKey: key, enforceSSL: true });
    // A topic with a policy of its own loses the default one, which let the account publish.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  hearOf(...alarms: Alarm[]): void {
    const action = new SnsAction(this);
    for (const alarm of alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

/** What nearly every part of the machine stands on. */
export type Foundation = { readonly key: CustomerKey; readonly alarms: AlarmTopic };
