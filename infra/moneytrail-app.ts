import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import settings from '../cdk.json' with { type: 'json' };
import { MoneytrailStack } from './moneytrail-stack.ts';

/**
 * The stack, in the region that cdk.json names. A finding of cdk-nag, or of CloudFormation's own
 * rules, fails the synthesis.
 */
export class MoneytrailApp extends App {
  readonly stack: MoneytrailStack;

  constructor({ context = {}, ...props }: AppProps = {}) {
    // Read here too, so that a synthesis needs no CLI. What the CLI passes has precedence.
    super({ analyticsReporting: false, context: { ...settings.context, ...context }, ...props });
    this.stack = new MoneytrailStack(this, 'Moneytrail', {
      env: { region: String(this.node.getContext('region')) },
      terminationProtection: true,
    });
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }
}
